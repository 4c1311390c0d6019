#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace panj {

/// Attempts of one class, all scored, one after the other, that differ in number, times and origin alone.
struct AlikeAttempts {
  std::size_t begin = 0;  ///< indices into Replication::attempts
  std::size_t end = 0;
  double last_departure_s = 0.0;
};

/// When and where the attempts of a replication set out, number by number: what loops over all of them ask,
/// without reading the attempts. Columns are longer than there are attempts, by `room` or more, and mean
/// nothing where `alike` is empty.
struct DrawnStarts {
  static constexpr std::size_t room = 16;

  std::vector<double> departure_s, moving_s, east_m, north_m;  ///< as Attempt has them
  std::vector<AlikeAttempts> alike;                            ///< all attempts in order, or none
  std::vector<AlikeAttempts> alike_before;  ///< those of the replication before, where it was drawn so

  void forget() {
    alike.clear();
    alike_before.clear();
  }
  bool tell_of(std::size_t attempts) const { return !alike.empty() && alike.back().end == attempts; }
  /// Those that an attempt is of; null where that is not told.
  const AlikeAttempts* those_of(std::size_t attempt) const {
    const auto of = std::find_if(alike.begin(), alike.end(),
                                 [attempt](const AlikeAttempts& some) { return attempt < some.end; });
    return of != alike.end() ? &*of : nullptr;
  }
  void make_room(std::size_t attempts) {
    if (departure_s.size() >= attempts + room) return;
    for (std::vector<double>* numbers : {&departure_s, &moving_s, &east_m, &north_m})
      numbers->resize(attempts + room);
  }
};

}  // namespace panj
