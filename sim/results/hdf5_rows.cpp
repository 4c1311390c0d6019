#include <functional>
#include <numeric>
#include <stdexcept>

#include "results/hdf5_call.h"
#include "results/hdf5_group.h"
#include "results/hdf5_making.h"
#include "results/hdf5_types.h"

namespace panj {

template <class T>
std::size_t Hdf5Rows<T>::row_size() const {
  return std::accumulate(extent_.begin() + 1, extent_.end(), std::size_t{1}, std::multiplies<>());
}

template <class T>
bool Hdf5Rows<T>::is_packed_by_row() const {
  const hid_t type = types_of<T>().first;
  return is_packed(extent_, type) && chunking_of(extent_, type).chunk.front() == 1;
}

template <class T>
void Hdf5Rows<T>::write_made(std::size_t index, const std::function<void(std::span<T>)>& make) {
  const QuietErrors quiet;
  const auto made = [make, size = row_size()] {
    std::vector<T> row(size);
    make(row);
    return row;
  };
  if (!is_packed_by_row()) return write(index, made());
  const Chunking chunking = chunking_of(extent_, types_of<T>().first);
  making_->pack_made(data_set_, chunking, row_size() * sizeof(T), made, index, chunk_starts(chunking, index),
                     place_);
}

template <class T>
void Hdf5Rows<T>::write(std::size_t index, std::span<const T> row) {
  const QuietErrors quiet;
  if (row.size() != row_size()) throw std::logic_error(place_ + ": a row of the wrong length");
  if (is_packed_by_row()) {
    const Chunking chunking = chunking_of(extent_, types_of<T>().first);
    return making_->pack(data_set_, chunking, std::as_bytes(row), index, chunk_starts(chunking, index),
                         place_);
  }
  std::vector<hsize_t> start(extent_.size(), 0);
  std::vector<hsize_t> count(extent_.begin(), extent_.end());
  start.front() = index;
  count.front() = 1;
  const Hdf5Id file_space = owned(H5Dget_space(data_set_->get()), place_, "find the extent");
  checked(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
          place_, "select a row");
  const Hdf5Id memory_space =
      owned(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), place_, "make a space");
  checked(H5Dwrite(data_set_->get(), types_of<T>().second, memory_space.get(), file_space.get(), H5P_DEFAULT,
                   row.data()),
          place_, "write a row");
}

template class Hdf5Rows<float>;
template class Hdf5Rows<std::int32_t>;
template class Hdf5Rows<std::int64_t>;

}  // namespace panj
