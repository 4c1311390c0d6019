#pragma once

#include <hdf5.h>

#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "results/packed_chunks.h"

// How variables of each type are laid out: inner workings of hdf5_group.cpp and hdf5_rows.cpp alone.
namespace panj {

/// Type in the file (little-endian everywhere, so that files are alike on all machines) and in memory.
template <class T>
std::pair<hid_t, hid_t> types_of() {
  if constexpr (std::is_same_v<T, double>) return {H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE};
  if constexpr (std::is_same_v<T, float>) return {H5T_IEEE_F32LE, H5T_NATIVE_FLOAT};
  if constexpr (std::is_same_v<T, std::int8_t>) return {H5T_STD_I8LE, H5T_NATIVE_INT8};
  if constexpr (std::is_same_v<T, std::int32_t>) return {H5T_STD_I32LE, H5T_NATIVE_INT32};
  if constexpr (std::is_same_v<T, std::int64_t>) return {H5T_STD_I64LE, H5T_NATIVE_INT64};
  if constexpr (std::is_same_v<T, std::uint64_t>) return {H5T_STD_U64LE, H5T_NATIVE_UINT64};
}

/// Larger variables are cut into chunks and compressed; smaller ones would only grow by it.
inline constexpr std::uint64_t compress_from_bytes = 64 * 1024;

inline bool is_packed(const std::vector<std::uint64_t>& extent, hid_t type) {
  std::uint64_t bytes = H5Tget_size(type);
  for (const std::uint64_t length : extent) bytes *= length;
  return bytes >= compress_from_bytes && !extent.empty();
}

inline Chunking chunking_of(const std::vector<std::uint64_t>& extent, hid_t type) {
  return {extent, chunk_of(extent), H5Tget_size(type)};
}

}  // namespace panj
