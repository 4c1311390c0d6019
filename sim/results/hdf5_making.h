#pragma once

#include <hdf5.h>

#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "parallel/aside.h"
#include "results/hdf5_group.h"
#include "results/packed_chunks.h"

// What the groups of a file that is being made share: inner workings of hdf5_file.cpp, hdf5_group.cpp and
// hdf5_making.cpp alone.
namespace panj {

/// A dimension scale, and who is tied to it: the HDF5 Dimension Scale Specification's attribute
/// REFERENCE_LIST. H5DSattach_scale would write that list anew, and longer, for each variable.
struct Hdf5Scale {
  /// As the specification lays it out.
  struct User {
    hobj_ref_t variable;
    int dimension;
  };
  Hdf5Id data_set;
  std::uint64_t length = 0;
  std::string place;
  std::vector<User> users = {};
  hobj_ref_t reference = 0;  ///< to itself, once it has users
};

class Hdf5Making {
 public:
  /// \param threads that pack chunks, the caller's included.
  explicit Hdf5Making(int threads, const std::string& place);

  /// Variable-length UTF-8.
  hid_t text_type() const { return text_type_.get(); }
  /// For writing texts: HDF5 would clear 1 MiB for each otherwise.
  hid_t text_transfer() const { return text_transfer_.get(); }
  /// Of one value, and of an array of one.
  hid_t scalar_space() const { return scalar_space_.get(); }
  hid_t single_space() const { return single_space_.get(); }
  /// Of variables that are neither cut nor compressed.
  hid_t plain_properties() const { return plain_properties_.get(); }

  /// Ties a variable's dimensions to scales, which list it once the file ends.
  void tie(hid_t data_set, const std::vector<std::shared_ptr<Hdf5Scale>>& scales, const std::string& place);

  /// Packs chunks aside and writes them later. \param values from the index `values_from` of the first
  /// dimension on. \param data_set shared, so that it stays open as long.
  void pack(const std::shared_ptr<Hdf5Id>& data_set, const Chunking& chunking,
            std::span<const std::byte> values, std::uint64_t values_from,
            const std::vector<std::vector<std::uint64_t>>& starts, const std::string& place);

  /// The same of values that are made where they are packed. \param make returns a vector of them, of so many
  /// `bytes`; what it refers to has to last until the file is finished.
  template <class Make>
  void pack_made(const std::shared_ptr<Hdf5Id>& data_set, const Chunking& chunking, std::size_t bytes,
                 Make make, std::uint64_t values_from, const std::vector<std::vector<std::uint64_t>>& starts,
                 const std::string& place) {
    make_room(bytes);
    std::vector<Waiting*> chunks;
    for (const std::vector<std::uint64_t>& start : starts)
      chunks.push_back(&waiting_.emplace_back(Waiting{data_set, place, start, {}}));
    aside_.start([this, chunks, make = std::move(make), values_from, chunking] {
      const auto values = std::make_shared<const decltype(make())>(make());
      for (Waiting* chunk : chunks)
        aside_.start([chunk, values, values_from, chunking] {
          chunk->packed =
              packed_chunk(chunking, std::as_bytes(std::span(*values)), values_from, chunk->start);
        });
    });
  }

  /// Writes what is not yet written.
  void finish();

 private:
  struct Waiting {
    std::shared_ptr<Hdf5Id> data_set;
    std::string place;
    std::vector<std::uint64_t> start;
    std::vector<std::byte> packed;
  };
  /// Writes what waits if with so many bytes more it would be too much.
  void make_room(std::size_t bytes);
  void write_packed();
  void list_users(const Hdf5Scale& scale) const;

  Hdf5Id text_type_;
  Hdf5Id text_transfer_;
  Hdf5Id scalar_space_;
  Hdf5Id single_space_;
  Hdf5Id plain_properties_;
  Hdf5Id list_type_;
  Hdf5Id user_type_;
  std::vector<std::shared_ptr<Hdf5Scale>> tied_;  ///< in the order in which they got their first user
  std::deque<Waiting> waiting_;                   ///< where one stands does not change
  std::size_t waiting_bytes_ = 0;                 ///< before packing
  Aside aside_;                                   ///< last: its work ends before what it works on
};

/// Level of "deflate" that a file tells, though chunks come packed: see packed_chunk.
inline constexpr unsigned deflate_level = 1;

Hdf5Id text_type(const std::string& place);

/// Properties that all variables have.
Hdf5Id variable_properties(const std::string& place);

}  // namespace panj
