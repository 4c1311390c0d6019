#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rng/stream.h"
#include "world/route_field.h"

namespace panj {

/// 16-bit choices of one walk, eight to a Philox block.
class Choices {
 public:
  /// \param address of the walk's choices (Purpose::route).
  explicit Choices(const Address& address) : address_(address) {}

  std::uint16_t next() {
    if (used_ == 8) {
      words_ = philox_block(address_, block_++);
      used_ = 0;
    }
    const std::uint32_t word = words_[used_ / 2];
    return static_cast<std::uint16_t>(used_++ % 2 == 0 ? word : word >> 16);
  }

 private:
  Address address_;
  std::uint32_t block_ = 0;
  std::array<std::uint32_t, 4> words_{};
  std::size_t used_ = 8;
};

/// Steps of many walks, each from its first cell to where its table ends, whatever time they take.
/// A walk reads one line of its table a step, and must have it to know the next one: alone it waits for the
/// memory most of the time. So they all go step by step in turn, each asking for its next line a round ahead.
/// Which steps each takes is as of a loop of next_step.
class Paths {
 public:
  /// So many walks at once wait for the memory together, and their steps stay in the nearest cache.
  static constexpr std::size_t at_once = 16;

  void clear() { count_ = 0; }
  /// Adds a walk; the field is a view. \return its number, from 0.
  std::size_t add(const RouteField& field, CellId from, const Address& choices);
  /// Goes all walks that were added since the last clear().
  void go();
  std::span<const Step> of(std::size_t number) const {
    return {walkers_[number].steps.data(), walkers_[number].taken};
  }

 private:
  /// Choices in a Philox block: so many steps are gone at a stretch.
  static constexpr std::size_t stretch = 8;
  struct Walker {
    const RouteField* field = nullptr;
    CellId cell = no_cell;
    Address address;
    std::uint32_t block = 0;                     ///< the next one of its choices
    std::array<std::uint16_t, stretch> choices;  ///< of the stretch
    std::vector<Step> steps;                     ///< the first `taken` of them; the others are memory
    std::size_t taken = 0;

    void make_ready();
    /// Step k of its stretch. \return false where the walk has ended.
    bool step(std::size_t k);
  };

  std::vector<Walker> walkers_;  ///< the first `count_` of them; the others keep their memory
  std::size_t count_ = 0;
  std::vector<Walker*> under_way_;
};

}  // namespace panj
