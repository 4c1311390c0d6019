#include <hdf5.h>
#include <hdf5_hl.h>

#include "results/hdf5_call.h"
#include "results/hdf5_group.h"
#include "results/words.h"

// What a group holds, as it tells of itself: for readers that take whatever there is.
namespace panj {

namespace {

/// Names of a group's members of one type, in the order in which they were made.
std::vector<std::string> members_of(hid_t group, H5O_type_t type, const std::string& place) {
  std::vector<std::string> names;
  const auto take = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  hsize_t from = 0;
  checked(H5Literate(group, H5_INDEX_CRT_ORDER, H5_ITER_INC, &from, take, &names), place, "list its members");
  std::erase_if(names, [&](const std::string& name) {
    H5O_info_t info{};
    checked(H5Oget_info_by_name2(group, name.c_str(), &info, H5O_INFO_BASIC, H5P_DEFAULT), place + "/" + name,
            "tell what it is");
    return info.type != type;
  });
  return names;
}

VariableShape::Kind kind_of(hid_t data_set, const std::string& place) {
  const Hdf5Id type = owned(H5Dget_type(data_set), place, "find the type");
  switch (H5Tget_class(type.get())) {
    case H5T_FLOAT:
      return VariableShape::Kind::real;
    case H5T_INTEGER:
      return VariableShape::Kind::whole;
    case H5T_STRING:
      return VariableShape::Kind::text;
    default:
      return VariableShape::Kind::other;
  }
}

std::vector<std::size_t> lengths_of(hid_t data_set, const std::string& place) {
  const Hdf5Id space = owned(H5Dget_space(data_set), place, "find the extent");
  const int rank = checked(H5Sget_simple_extent_ndims(space.get()), place, "find the extent");
  std::vector<hsize_t> lengths(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space.get(), lengths.data(), nullptr), place, "find the extent");
  return {lengths.begin(), lengths.end()};
}

/// Last part of an object's path.
std::string own_name(hid_t object) {
  std::string path(static_cast<std::size_t>(std::max<ssize_t>(H5Iget_name(object, nullptr, 0), 0)), '\0');
  H5Iget_name(object, path.data(), path.size() + 1);
  return path.substr(path.rfind('/') + 1);
}

/// The name of the dimension scale of one axis; "" where it has none.
std::string scale_of(hid_t data_set, unsigned axis) {
  std::string name;
  const auto take = [](hid_t, unsigned, hid_t scale, void* out) -> herr_t {
    *static_cast<std::string*>(out) = own_name(scale);
    return 1;
  };
  if (H5DSget_num_scales(data_set, axis) > 0) H5DSiterate_scales(data_set, axis, nullptr, take, &name);
  return name;
}

}  // namespace

std::vector<std::string> Hdf5Group::groups() const {
  const QuietErrors quiet;
  return members_of(id_.get(), H5O_TYPE_GROUP, place_);
}

std::vector<VariableShape> Hdf5Group::shapes() const {
  const QuietErrors quiet;
  std::vector<VariableShape> shapes;
  for (const std::string& name : members_of(id_.get(), H5O_TYPE_DATASET, place_)) {
    const std::string place = place_ + "/" + name;
    const Hdf5Id data_set = owned(H5Dopen2(id_.get(), name.c_str(), H5P_DEFAULT), place, "open the variable");
    VariableShape shape;
    shape.name = name;
    shape.kind = kind_of(data_set.get(), place);
    shape.extent = lengths_of(data_set.get(), place);
    const bool is_scale = H5DSis_scale(data_set.get()) > 0;
    for (unsigned axis = 0; axis < shape.extent.size(); ++axis)
      shape.dimensions.push_back(is_scale ? name : scale_of(data_set.get(), axis));
    const auto has = [&](const char* attribute) { return H5Aexists(data_set.get(), attribute) > 0; };
    if (has("units")) shape.units = text_attribute("units", name);
    if (has("flag_meanings")) shape.meanings = words_of(text_attribute("flag_meanings", name));
    shapes.push_back(std::move(shape));
  }
  return shapes;
}

}  // namespace panj
