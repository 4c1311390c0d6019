#include "stats/controlled_share.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Below it counts decide, not controls.
constexpr double few_events = 20.0;

/// Of sums of squares: what is less is rounding. Above that of residual_sum, so that a share that is known
/// but for rounding is not taken for one without variance.
constexpr double rounding = 1e-13;

/// Correlation matrices of controls: an eigenvalue under this part of the largest is a control that the
/// others make up.
constexpr double least_eigenvalue = 1e-9;

void add(ControlFold& sums, const ControlFold& fold, double sign) {
  sums.units += sign * fold.units;
  sums.n += sign * fold.n;
  sums.y += sign * fold.y;
  sums.nx += sign * fold.nx;
  sums.yx += sign * fold.yx;
  sums.xx += sign * fold.xx;
}

ControlFold none(Eigen::Index controls) {
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(controls);
  return {0.0, 0.0, 0.0, zero, zero, zero, Eigen::MatrixXd::Zero(controls, controls)};
}

/// All folds but one, added up anew: taking one away from the sum of all would leave rounding behind.
ControlFold others(std::span<const ControlFold> folds, std::size_t but) {
  ControlFold sums = none(folds.front().x.size());
  for (std::size_t f = 0; f < folds.size(); ++f)
    if (f != but) add(sums, folds[f], 1.0);
  return sums;
}

/// Coefficients of the regression of y - p n on the controls; 0 where there is too little to fit.
Eigen::VectorXd fit(const ControlFold& sums) {
  const Eigen::Index controls = sums.x.size();
  const Eigen::VectorXd no_fit = Eigen::VectorXd::Zero(controls);
  const auto varied = static_cast<double>((sums.xx.diagonal().array() > 0.0).count());
  if (varied == 0.0 || sums.n <= 0.0 || sums.units < units_per_coefficient * varied) return no_fit;
  // By standard deviations, so that controls are compared whatever their sizes.
  const Eigen::VectorXd scale =
      (sums.xx.diagonal().array() > 0.0).select(sums.xx.diagonal().array().rsqrt(), 0.0);
  const Eigen::MatrixXd correlation = scale.asDiagonal() * sums.xx * scale.asDiagonal();
  const Eigen::VectorXd both = scale.asDiagonal() * (sums.yx - sums.y / sums.n * sums.nx);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> parts(correlation);
  const double least = least_eigenvalue * parts.eigenvalues().maxCoeff();
  Eigen::VectorXd along = parts.eigenvectors().transpose() * both;
  for (Eigen::Index i = 0; i < controls; ++i)
    along[i] = parts.eigenvalues()[i] > least ? along[i] / parts.eigenvalues()[i] : 0.0;
  return scale.asDiagonal() * (parts.eigenvectors() * along);
}

/// The ratio sums of y_u - b_f x_u, and the coefficients by folds' attempts.
struct Controlled {
  RatioSums sums;
  Eigen::VectorXd coefficients;
  bool fitted = false;
};

Controlled control(const RatioSums& plain, std::span<const ControlFold> folds) {
  Controlled found{plain, Eigen::VectorXd::Zero(folds.front().x.size()), false};
  for (std::size_t f = 0; f < folds.size(); ++f) {
    const ControlFold& fold = folds[f];
    const Eigen::VectorXd b = fit(others(folds, f));
    if (b.isZero(0.0)) continue;
    found.fitted = true;
    found.sums.y -= b.dot(fold.x);
    found.sums.yy -= 2.0 * b.dot(fold.yx) - b.dot(fold.xx * b);
    found.sums.ny -= b.dot(fold.nx);
    if (plain.n > 0.0) found.coefficients += fold.n / plain.n * b;
  }
  if (found.fitted)
    found.sums.yy += rounding * (plain.yy + plain.y * plain.y / (plain.n * plain.n) * plain.nn);
  return found;
}

ControlledEstimate as_plain(const Estimate& estimate, std::span<const ControlFold> folds) {
  const double gain = estimate.standard_error > 0.0 ? 1.0 : std::numeric_limits<double>::quiet_NaN();
  return {estimate, gain, Eigen::VectorXd::Zero(folds.empty() ? 0 : folds.front().x.size())};
}

}  // namespace

ControlledEstimate controlled_share(const RatioSums& plain, std::span<const ControlFold> folds,
                                    double confidence) {
  const double events = std::min(plain.y, plain.n - plain.y);
  if (folds.empty() || !(events >= few_events)) return as_plain(share(plain, confidence), folds);
  Controlled controlled = control(plain, folds);
  if (!controlled.fitted) return as_plain(share(plain, confidence), folds);
  return {share(controlled.sums, confidence), variance_ratio(plain, controlled.sums),
          std::move(controlled.coefficients)};
}

ControlledEstimate controlled_difference(const RatioSums& plain, double apart,
                                         std::span<const ControlFold> folds, double confidence) {
  const auto plain_difference = [&] { return as_plain(paired_difference(plain, apart, confidence), folds); };
  if (folds.empty() || !(apart >= few_events)) return plain_difference();
  Controlled controlled = control(plain, folds);
  if (!controlled.fitted) return plain_difference();
  return {paired_difference(controlled.sums, apart, confidence), variance_ratio(plain, controlled.sums),
          std::move(controlled.coefficients)};
}

}  // namespace panj
