#include "stats/controlled_share.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Of sums of squares: what is less is rounding. Above that of residual_sum, so that a share that is known
/// but for rounding is not taken for one without variance.
constexpr double rounding_of_fits = 1e-13;

/// Correlation matrices of controls: an eigenvalue under this part of the largest is a control that the
/// others make up.
constexpr double least_eigenvalue = 1e-9;

void add(ControlFold& sums, const ControlFold& fold) {
  sums.units += fold.units;
  sums.n += fold.n;
  sums.y += fold.y;
  sums.x += fold.x;
  sums.nx += fold.nx;
  sums.yx += fold.yx;
  sums.xx += fold.xx;
}

ControlFold none(Eigen::Index controls) {
  const Eigen::VectorXd zero = Eigen::VectorXd::Zero(controls);
  return {0.0, 0.0, 0.0, zero, zero, zero, Eigen::MatrixXd::Zero(controls, controls)};
}

/// All folds but one, added up anew: taking one away from the sum of all would leave rounding behind.
ControlFold others(std::span<const ControlFold> folds, std::size_t but) {
  ControlFold sums = none(folds.front().x.size());
  for (std::size_t f = 0; f < folds.size(); ++f)
    if (f != but) add(sums, folds[f]);
  return sums;
}

/// Of the products of controls; each is measured by its own standard deviation, whatever its size.
Eigen::MatrixXd pseudo_inverse(const Eigen::MatrixXd& xx) {
  const Eigen::VectorXd scale = (xx.diagonal().array() > 0.0).select(xx.diagonal().array().rsqrt(), 0.0);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> parts(scale.asDiagonal() * xx * scale.asDiagonal());
  const Eigen::ArrayXd values = parts.eigenvalues().array();
  const Eigen::VectorXd inverse =
      (values > least_eigenvalue * values.maxCoeff()).select(values.inverse(), 0.0);
  return scale.asDiagonal() * parts.eigenvectors() * inverse.asDiagonal() * parts.eigenvectors().transpose() *
         scale.asDiagonal();
}

/// Coefficients of the regression of y - p n on the controls; 0 where there is too little to fit. The p of
/// these units holds what luck with the controls has done to it: it is taken out again, a few times over.
Eigen::VectorXd coefficients_of(const ControlFold& sums) {
  constexpr int rounds = 4;
  const Eigen::Index controls = sums.x.size();
  Eigen::VectorXd b = Eigen::VectorXd::Zero(controls);
  const auto varied = static_cast<double>((sums.xx.diagonal().array() > 0.0).count());
  if (varied == 0.0 || sums.n <= 0.0 || sums.units < units_per_coefficient * varied) return b;
  const Eigen::MatrixXd inverse = pseudo_inverse(sums.xx);
  for (int round = 0; round < rounds; ++round) {
    const double p = (sums.y - b.dot(sums.x)) / sums.n;
    b = inverse * (sums.yx - p * sums.nx);
  }
  return b;
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
    const Eigen::VectorXd b = coefficients_of(others(folds, f));
    if (b.isZero(0.0)) continue;
    found.fitted = true;
    found.sums.y -= b.dot(fold.x);
    found.sums.yy -= 2.0 * b.dot(fold.yx) - b.dot(fold.xx * b);
    found.sums.ny -= b.dot(fold.nx);
    if (plain.n > 0.0) found.coefficients += fold.n / plain.n * b;
  }
  if (found.fitted)
    found.sums.yy += rounding_of_fits * (plain.yy + plain.y * plain.y / (plain.n * plain.n) * plain.nn);
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
