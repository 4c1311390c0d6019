// Case R1 by hand: what somebody writes who needs this one number and nothing else. Flat ground of 40 x 20
// km, one patrol back and forth on y = 10 km, crossers straight over it; a replication is one cycle of the
// patrol with 64 attempts. Every constant is known to the compiler, nothing is kept but the count of
// detections. The random numbers of an attempt are one block of Philox4x32-10 at the attempt's address, as
// panj has them, so threads change nothing.
//
//     barrier_by_hand [--seconds S] [--threads N] [--replications N]

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#ifndef PANJ_PEER
#define PANJ_PEER "C++ by hand"
#endif

namespace {

constexpr double line_m = 40000.0;     // the patrol's way, on which it turns at both ends
constexpr double to_line_m = 10000.0;  // from where crossers depart to the patrol's way
constexpr double patrol_m_s = 5.0;
constexpr double crosser_m_s = 1.2;
constexpr double range_m = 1000.0;
constexpr double leg_s = line_m / patrol_m_s;
constexpr double cycle_s = 2.0 * leg_s;
constexpr double near_s =
    range_m / crosser_m_s;  // before and after it crosses the way a crosser may be in range
constexpr double to_line_s = to_line_m / crosser_m_s;
constexpr int attempts_each = 64;
constexpr double truth = 0.2027736;  // by quadrature

/// Two uniforms on (0, 1) from one block: (k + 1/2) 2^-52, as sim/rng has them.
std::pair<double, double> uniforms(std::uint32_t stream, std::uint32_t number, std::uint64_t replication) {
  const r123::Philox4x32::ctr_type at{{stream, number, static_cast<std::uint32_t>(replication),
                                       static_cast<std::uint32_t>(replication >> 32)}};
  const r123::Philox4x32::ctr_type word = r123::Philox4x32()(at, {{20261126, 1}});
  const auto uniform = [](std::uint32_t high, std::uint32_t low) {
    const std::uint64_t k = (std::uint64_t{high} << 20) | (low >> 12);
    return (static_cast<double>(static_cast<std::int64_t>(k)) + 0.5) * 0x1p-52;
  };
  return {uniform(word[0], word[1]), uniform(word[2], word[3])};
}

/// Whether the patrol on one of its legs comes within range of a crosser that crosses its way at x_m at
/// line_s. \param begin_s, end_s of the leg; it leads east from 0, or west from line_m
bool meets(double x_m, double line_s, double begin_s, double end_s, bool east) {
  const double from_s = std::max(begin_s, line_s - near_s);
  const double along_m_s = east ? patrol_m_s : -patrol_m_s;
  const double start_m = east ? 0.0 : line_m;
  // The patrol less the crosser as the stretch begins; it changes by (along_m_s, -crosser_m_s) a second.
  const double dx = start_m + along_m_s * (from_s - begin_s) - x_m;
  const double dy = crosser_m_s * (line_s - from_s);
  constexpr double speed2 = patrol_m_s * patrol_m_s + crosser_m_s * crosser_m_s;
  const double closest_s = (crosser_m_s * dy - along_m_s * dx) * (1.0 / speed2);
  const double at_s = std::clamp(closest_s, 0.0, std::min(end_s, line_s + near_s) - from_s);
  const double x = dx + along_m_s * at_s;
  const double y = dy - crosser_m_s * at_s;
  return x * x + y * y <= range_m * range_m;
}

/// \param phase_s how far in its cycle the patrol is at time 0
bool is_detected(double x_m, double departure_s, double phase_s) {
  const double line_s = departure_s + to_line_s + phase_s;  // since the beginning of some leg to the east
  const double first_leg = std::floor((line_s - near_s) * (1.0 / leg_s));
  const bool east = (static_cast<int>(first_leg) & 1) == 0;
  const double begin_s = first_leg * leg_s;
  const double turn_s = begin_s + leg_s;
  if (meets(x_m, line_s, begin_s, turn_s, east)) return true;
  return line_s + near_s > turn_s && meets(x_m, line_s, turn_s, turn_s + leg_s, !east);
}

std::int64_t detections_in(std::uint64_t replication) {
  const double phase_s = uniforms(1, 0, replication).first * cycle_s;
  std::int64_t detected = 0;
  for (std::uint32_t attempt = 0; attempt < attempts_each; ++attempt) {
    const auto [along, when] = uniforms(0, attempt, replication);
    detected += is_detected(along * line_m, when * cycle_s, phase_s) ? 1 : 0;
  }
  return detected;
}

/// Detections in replications [from, to), shared out in equal parts.
std::int64_t detections(std::uint64_t from, std::uint64_t to, int threads) {
  std::vector<std::int64_t> found(static_cast<std::size_t>(threads));
  std::vector<std::thread> running;
  for (int part = 0; part < threads; ++part)
    running.emplace_back([&, part] {
      const std::uint64_t each = (to - from) / static_cast<std::uint64_t>(threads);
      const std::uint64_t first = from + each * static_cast<std::uint64_t>(part);
      const std::uint64_t last = part + 1 == threads ? to : first + each;
      std::int64_t sum = 0;
      for (std::uint64_t replication = first; replication < last; ++replication)
        sum += detections_in(replication);
      found[static_cast<std::size_t>(part)] = sum;
    });
  for (std::thread& thread : running) thread.join();
  std::int64_t all = 0;
  for (const std::int64_t part : found) all += part;
  return all;
}

double number_after(int count, char** words, const char* name, double otherwise) {
  for (int i = 1; i + 1 < count; ++i)
    if (std::strcmp(words[i], name) == 0) return std::atof(words[i + 1]);
  return otherwise;
}

/// One line of JSON for run.py. \return whether the share found agrees with the exact answer
bool tell(double attempts, double detected, double taken_s, int threads) {
  const double share = detected / attempts;
  const double z = (share - truth) / std::sqrt(truth * (1.0 - truth) / attempts);
  std::printf("{\"case\": \"R1\", \"program\": \"%s\", \"rate\": %.6g, \"unit\": \"attempts/s\", ", PANJ_PEER,
              attempts / taken_s);
  std::printf("\"seconds\": %.3f, \"note\": \"%d threads\", ", taken_s, threads);
  std::printf("\"check\": {\"what\": \"P(detect)\", \"value\": %.7f, \"expected\": %.7f, \"z\": %.2f}}\n",
              share, truth, z);
  return std::abs(z) <= 4.0;
}

}  // namespace

int main(int count, char** words) {
  const double seconds = number_after(count, words, "--seconds", 2.0);
  const int threads = std::max(1, static_cast<int>(number_after(count, words, "--threads", 2.0)));
  const auto most = static_cast<std::uint64_t>(number_after(count, words, "--replications", 1e15));
  const auto start = std::chrono::steady_clock::now();
  double taken_s = 0.0;
  std::uint64_t done = 0;
  std::int64_t detected = 0;
  do {
    const std::uint64_t next = std::min<std::uint64_t>(most, done == 0 ? 20000 : 2 * done);
    detected += detections(done, next, threads);
    done = next;
    taken_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  } while (done < most && taken_s < seconds / 2.0);  // each round is as long as all before it
  return tell(static_cast<double>(done) * attempts_each, static_cast<double>(detected), taken_s, threads) ? 0
                                                                                                          : 1;
}
