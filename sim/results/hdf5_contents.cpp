#include <hdf5.h>

#include <cstddef>
#include <functional>
#include <numeric>

#include "results/hdf5_call.h"
#include "results/hdf5_group.h"
#include "results/sha256.h"

// What a file holds, whatever it is: digests to compare by.
namespace panj {

namespace {

/// Reads values of a type in memory into a buffer.
using Reader = std::function<herr_t(hid_t memory_type, void* buffer)>;

/// Attributes that tie variables to their dimensions by addresses in the file, which may differ.
bool is_reference(H5T_class_t kind) {
  return kind == H5T_REFERENCE || kind == H5T_VLEN || kind == H5T_COMPOUND;
}

std::string shape_of(hid_t space, const std::string& place) {
  const int rank = checked(H5Sget_simple_extent_ndims(space), place, "find the extent");
  std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space, lengths.data(), nullptr), place, "find the extent");
  return fmt::format("{}", fmt::join(lengths, " "));
}

/// Of type, shape and values.
std::string digest_of(hid_t file_type, hid_t space, const Reader& read, const std::string& place) {
  const H5T_class_t kind = H5Tget_class(file_type);
  const std::size_t bytes = H5Tget_size(file_type);
  const auto count =
      static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space), place, "find the extent"));
  Sha256 hash;
  hash.update(fmt::format("{} {} [{}]\n", static_cast<int>(kind), bytes, shape_of(space, place)));
  if (H5Tis_variable_str(file_type) > 0) {
    std::vector<char*> texts(count, nullptr);
    checked(read(file_type, texts.data()), place, "read");
    for (const char* text : texts)
      hash.update(text == nullptr ? std::string()
                                  : fmt::format("{} {}", std::string_view(text).size(), text));
    checked(H5Dvlen_reclaim(file_type, space, H5P_DEFAULT, texts.data()), place, "free texts");
  } else {
    std::vector<std::byte> values(count * bytes);
    checked(read(file_type, values.data()), place, "read");
    hash.update(values);
  }
  return hash.hex();
}

using Contents = std::map<std::string, std::string>;

void add_attributes(hid_t object, const std::string& path, Contents& contents) {
  std::vector<std::string> names;
  const auto take = [](hid_t, const char* name, const H5A_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  hsize_t from = 0;
  checked(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, &from, take, &names), path, "list attributes");
  for (const std::string& name : names) {
    const std::string place = path + "@" + name;
    const Hdf5Id attribute = owned(H5Aopen(object, name.c_str(), H5P_DEFAULT), place, "open the attribute");
    const Hdf5Id type = owned(H5Aget_type(attribute.get()), place, "find the type");
    if (is_reference(H5Tget_class(type.get()))) continue;
    const Hdf5Id space = owned(H5Aget_space(attribute.get()), place, "find the extent");
    contents[place] = digest_of(
        type.get(), space.get(),
        [&](hid_t memory_type, void* buffer) { return H5Aread(attribute.get(), memory_type, buffer); },
        place);
  }
}

void add_variable(hid_t data_set, const std::string& path, Contents& contents) {
  const Hdf5Id type = owned(H5Dget_type(data_set), path, "find the type");
  const Hdf5Id space = owned(H5Dget_space(data_set), path, "find the extent");
  contents[path] = digest_of(
      type.get(), space.get(),
      [&](hid_t memory_type, void* buffer) {
        return H5Dread(data_set, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer);
      },
      path);
}

}  // namespace

std::map<std::string, std::string> Hdf5Group::contents() const {
  const QuietErrors quiet;
  std::vector<std::string> paths;
  const auto take = [](hid_t, const char* name, const H5O_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  checked(H5Ovisit2(id_.get(), H5_INDEX_NAME, H5_ITER_INC, take, &paths, H5O_INFO_BASIC), place_,
          "list what it holds");
  Contents contents;
  for (const std::string& name : paths) {
    const std::string path = name == "." ? "/" : "/" + name;
    const std::string place = place_ + path;
    const Hdf5Id object = owned(H5Oopen(id_.get(), name.c_str(), H5P_DEFAULT), place, "open the object");
    if (H5Iget_type(object.get()) == H5I_DATASET)
      add_variable(object.get(), path, contents);
    else
      contents[path] = "group";
    add_attributes(object.get(), path, contents);
  }
  return contents;
}

}  // namespace panj
