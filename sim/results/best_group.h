#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/hdf5_group.h"
#include "stats/best.h"

namespace panj {

/// Reads /best, written by write_best: a statement for each of the measures `names`, none where the file says
/// nothing. \throws FileError where it does not fit the configurations.
std::vector<std::optional<BestStatement>> read_best(const Hdf5Group& best,
                                                    const std::vector<std::string>& names,
                                                    const std::vector<std::string>& configurations,
                                                    const std::string& path);

}  // namespace panj
