#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "stats/histogram.h"
#include "tally/share_table.h"
#include "world/world.h"

namespace panj {

/// What /summary, /paired, /convergence and /batches are made of.
struct SummarySums {
  ShareTable shares;  ///< one bin
  PairTable pairs;
  SummarySums() = default;
  explicit SummarySums(std::size_t configurations) : shares(1, configurations), pairs(configurations) {}
  SummarySums& operator+=(const SummarySums& other);
};

/// Difference between configurations a and b of one measure, from the same attempts.
struct PairedDifference {
  Estimate difference;  ///< of a less b
  double variance_ratio =
      0.0;  ///< variance if the two were sampled independently, over the paired one; NaN if 0
};
PairedDifference paired(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure,
                        double confidence);

/// Counts per cell and configuration, [cell][configuration].
struct MapCounts {
  std::vector<std::int64_t> attempts;  ///< attempts whose walked track (up to contact) entered the cell
  std::vector<std::int64_t> detections;
  std::vector<std::int64_t> interceptions;
  std::vector<std::int64_t> leaks;  ///< of those, attempts that leaked
};

/// Integer sums over replications: mergeable in any order, the same bits for any number of threads.
struct Tally {
  SummarySums summary;
  ShareTable segments, hours, crossers;
  std::vector<std::int64_t> first_detections;  ///< [configuration][asset]
  std::vector<std::int64_t> interceptions_by;  ///< [configuration][team base]
  std::vector<std::int64_t> busy_ms;           ///< [configuration][team base]: from order to being free again
  std::vector<Histogram> detection_time;       ///< [configuration]: departure to first detection [s]
  std::vector<Histogram> interception_time;    ///< [configuration]: departure to contact [s]
  std::vector<Histogram> contact_depth;  ///< [configuration]: signed distance to the line at contact [m]
  std::int64_t unfinished = 0;           ///< attempts cut by `max_duration_h`
  MapCounts maps;                        ///< empty where no maps are asked

  Tally() = default;
  explicit Tally(const World& world);

  /// Adds a replication to everything but `summary`, and to the batch's sums.
  void score(const World& world, const Replication& replication, SummarySums& batch);
  Tally& operator+=(const Tally& other);
};

}  // namespace panj
