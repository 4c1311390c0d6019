#pragma once

#include <fmt/format.h>
#include <hdf5.h>

#include <string>
#include <type_traits>

#include "base/error.h"
#include "results/hdf5_group.h"

// How the door to HDF5 calls the library: inner workings of hdf5_file.cpp, hdf5_group.cpp, hdf5_shapes.cpp,
// hdf5_rows.cpp, hdf5_making.cpp and hdf5_contents.cpp alone.
namespace panj {

static_assert(std::is_same_v<hid_t, std::int64_t> && std::is_same_v<hsize_t, unsigned long long>);

/// Keeps the library from printing its error stack, which each thread has its own of, while it lives.
class QuietErrors {
 public:
  QuietErrors() {
    if (depth_++ > 0) return;  // asking and telling the library takes as long as to close an identifier
    H5Eget_auto2(H5E_DEFAULT, &function_, &argument_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~QuietErrors() {
    if (--depth_ == 0) H5Eset_auto2(H5E_DEFAULT, function_, argument_);
  }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;

 private:
  static inline thread_local int depth_ = 0;
  H5E_auto2_t function_ = nullptr;
  void* argument_ = nullptr;
};

/// The message at the bottom of the error stack: what went wrong first.
inline std::string innermost_message() {
  std::string message = "no reason given";
  const auto take = [](unsigned, const H5E_error2_t* error, void* out) -> herr_t {
    if (error->desc != nullptr && *error->desc != '\0') *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, take, &message);
  return message;
}

[[noreturn]] inline void fail(const std::string& place, const char* action) {
  throw FileError(fmt::format("{}: HDF5 can't {} ({})", place, action, innermost_message()));
}

template <class Status>
Status checked(Status status, const std::string& place, const char* action) {
  if (status < 0) fail(place, action);
  return status;
}

inline Hdf5Id owned(hid_t id, const std::string& place, const char* action) {
  return Hdf5Id(checked(id, place, action));
}

/// Groups whose members and attributes keep the order in which they were made: netCDF-4 wants it.
inline void keep_order(hid_t group_properties, const std::string& place) {
  constexpr unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  checked(H5Pset_link_creation_order(group_properties, order), place, "keep the order of members");
  checked(H5Pset_attr_creation_order(group_properties, order), place, "keep the order of attributes");
  checked(H5Pset_obj_track_times(group_properties, false), place, "leave out times");
}

}  // namespace panj
