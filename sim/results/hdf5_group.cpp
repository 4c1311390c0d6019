#include "results/hdf5_group.h"

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <limits>
#include <type_traits>

#include "results/hdf5_call.h"
#include "results/hdf5_making.h"
#include "results/hdf5_types.h"

namespace panj {

namespace {

/// Calls `use` with the type in the file, the type in memory and a pointer to the values as HDF5 wants them.
template <class T, class Use>
void with_raw(const Hdf5Making& making, std::span<const T> values, Use use) {
  if constexpr (std::is_same_v<T, std::string>) {
    std::vector<const char*> texts(values.size());
    std::transform(values.begin(), values.end(), texts.begin(),
                   [](const std::string& text) { return text.c_str(); });
    use(making.text_type(), making.text_type(), static_cast<const void*>(texts.data()));
  } else {
    const auto [file_type, memory_type] = types_of<T>();
    use(file_type, memory_type, static_cast<const void*>(values.data()));
  }
}

template <class T>
void put_attribute(const Hdf5Making& making, hid_t object, const std::string& place, const std::string& name,
                   std::span<const T> values, bool is_array) {
  const hsize_t length = values.size();
  Hdf5Id longer;
  if (is_array && length != 1) longer = owned(H5Screate_simple(1, &length, nullptr), place, "make a space");
  const hid_t one = is_array ? making.single_space() : making.scalar_space();
  const hid_t space = longer.get() >= 0 ? longer.get() : one;
  with_raw(making, values, [&](hid_t file_type, hid_t memory_type, const void* data) {
    const Hdf5Id attribute =
        owned(H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT), place,
              "make an attribute");
    checked(H5Awrite(attribute.get(), memory_type, data), place, "write an attribute");
  });
}

void put_attribute(const Hdf5Making& making, hid_t object, const std::string& place, const std::string& name,
                   const AttributeValue& value) {
  std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::vector<std::int8_t>>)
          put_attribute(making, object, place, name, std::span<const std::int8_t>(held), true);
        else
          put_attribute(making, object, place, name, std::span<const Held>(&held, 1), false);
      },
      value);
}

/// netCDF wants _FillValue as an array of one value of the variable's own type.
template <class T>
void put_fill_value(const Hdf5Making& making, hid_t data_set, const std::string& place) {
  const T fill = std::numeric_limits<T>::quiet_NaN();
  put_attribute(making, data_set, place, "_FillValue", std::span<const T>(&fill, 1), true);
}

template <class T>
hid_t transfer(const Hdf5Making& making) {
  return std::is_same_v<T, std::string> ? making.text_transfer() : H5P_DEFAULT;
}

Hdf5Id packed_properties(const std::vector<std::uint64_t>& extent, const std::string& place) {
  Hdf5Id properties = variable_properties(place);
  const std::vector<std::uint64_t> sides = chunk_of(extent);
  const std::vector<hsize_t> chunk(sides.begin(), sides.end());
  checked(H5Pset_chunk(properties.get(), static_cast<int>(chunk.size()), chunk.data()), place, "set chunks");
  checked(H5Pset_shuffle(properties.get()), place, "set the shuffle filter");
  checked(H5Pset_deflate(properties.get(), deflate_level), place, "set compression");
  return properties;
}

}  // namespace

Hdf5Id& Hdf5Id::operator=(Hdf5Id&& other) noexcept {
  std::swap(id_, other.id_);
  return *this;
}

Hdf5Id::~Hdf5Id() {
  const QuietErrors quiet;
  if (id_ >= 0) H5Idec_ref(id_);
}

Hdf5Group Hdf5Group::make_group(const std::string& name) {
  const QuietErrors quiet;
  Hdf5Group group;
  group.making_ = making_;
  group.place_ = place_ + "/" + name;
  const Hdf5Id properties = owned(H5Pcreate(H5P_GROUP_CREATE), group.place_, "make a property list");
  keep_order(properties.get(), group.place_);
  group.id_ = owned(H5Gcreate2(id_.get(), name.c_str(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
                    group.place_, "make the group");
  return group;
}

Hdf5Group Hdf5Group::open_group(const std::string& name) const {
  const QuietErrors quiet;
  Hdf5Group group;
  group.place_ = place_ + "/" + name;
  group.id_ = owned(H5Gopen2(id_.get(), name.c_str(), H5P_DEFAULT), group.place_, "open the group");
  return group;
}

void Hdf5Group::set_attribute(const std::string& name, const AttributeValue& value) {
  const QuietErrors quiet;
  put_attribute(*making_, id_.get(), place_ + "@" + name, name, value);
}

std::vector<std::uint64_t> Hdf5Group::extent_of(const Variable& variable) const {
  std::vector<std::uint64_t> extent;
  for (const std::string& dimension : variable.dimensions) {
    const auto found = scales_.find(dimension);
    if (found == scales_.end())
      throw std::logic_error(fmt::format("{}/{}: no coordinate \"{}\"", place_, variable.name, dimension));
    extent.push_back(found->second->length);
  }
  return extent;
}

Hdf5Id Hdf5Group::create(const Variable& variable, std::int64_t type, bool is_coordinate,
                         const std::vector<std::uint64_t>& extent) {
  const std::string place = place_ + "/" + variable.name;
  const std::vector<hsize_t> lengths(extent.begin(), extent.end());
  const Hdf5Id space =
      owned(lengths.empty() ? H5Screate(H5S_SCALAR)
                            : H5Screate_simple(static_cast<int>(lengths.size()), lengths.data(), nullptr),
            place, "make a space");
  const Hdf5Id packed = is_packed(extent, type) ? packed_properties(extent, place) : Hdf5Id();
  const hid_t properties = packed.get() >= 0 ? packed.get() : making_->plain_properties();
  Hdf5Id data_set = owned(
      H5Dcreate2(id_.get(), variable.name.c_str(), type, space.get(), H5P_DEFAULT, properties, H5P_DEFAULT),
      place, "make the variable");
  // A scale must be one before anything is attached to it.
  if (is_coordinate)
    checked(H5DSset_scale(data_set.get(), variable.name.c_str()), place, "make a dimension scale");
  put_attribute(*making_, data_set.get(), place, "units", variable.units);
  put_attribute(*making_, data_set.get(), place, "long_name", variable.long_name);
  for (const auto& [name, value] : variable.attributes)
    put_attribute(*making_, data_set.get(), place, name, value);
  if (!is_coordinate) {
    if (H5Tequal(type, H5T_IEEE_F64LE) > 0) put_fill_value<double>(*making_, data_set.get(), place);
    if (H5Tequal(type, H5T_IEEE_F32LE) > 0) put_fill_value<float>(*making_, data_set.get(), place);
    std::vector<std::shared_ptr<Hdf5Scale>> scales;
    for (const std::string& dimension : variable.dimensions) scales.push_back(scales_.at(dimension));
    making_->tie(data_set.get(), scales, place);
  }
  return data_set;
}

void Hdf5Group::add_scale(const std::string& name, Hdf5Id data_set, std::uint64_t length) {
  scales_.emplace(name,
                  std::make_shared<Hdf5Scale>(Hdf5Scale{std::move(data_set), length, place_ + "/" + name}));
}

void Hdf5Group::pack(Hdf5Id data_set, std::int64_t type, const std::vector<std::uint64_t>& extent,
                     std::span<const std::byte> values, const std::string& place) {
  const Chunking chunking = chunking_of(extent, type);
  making_->pack(std::make_shared<Hdf5Id>(std::move(data_set)), chunking, values, 0, chunk_starts(chunking),
                place);
}

template <class T>
void Hdf5Group::coordinate(const Variable& variable, const std::vector<T>& values) {
  const QuietErrors quiet;
  const std::string place = place_ + "/" + variable.name;
  if (values.empty()) throw std::logic_error(place + ": a coordinate without values");
  with_raw(*making_, std::span<const T>(values), [&](hid_t file_type, hid_t memory_type, const void* data) {
    Hdf5Id data_set = create(variable, file_type, true, {values.size()});
    checked(H5Dwrite(data_set.get(), memory_type, H5S_ALL, H5S_ALL, transfer<T>(*making_), data), place,
            "write");
    add_scale(variable.name, std::move(data_set), values.size());
  });
}

template <class T>
void Hdf5Group::write(const Variable& variable, const std::vector<T>& values) {
  const QuietErrors quiet;
  const std::string place = place_ + "/" + variable.name;
  const std::vector<std::uint64_t> extent = extent_of(variable);
  std::uint64_t expected = 1;
  for (const std::uint64_t length : extent) expected *= length;
  if (values.size() != expected)
    throw std::logic_error(fmt::format("{}: {} values for {} places", place, values.size(), expected));
  with_raw(*making_, std::span<const T>(values), [&](hid_t file_type, hid_t memory_type, const void* data) {
    Hdf5Id data_set = create(variable, file_type, false, extent);
    if constexpr (!std::is_same_v<T, std::string>)
      if (is_packed(extent, file_type))
        return pack(std::move(data_set), file_type, extent, std::as_bytes(std::span(values)), place);
    checked(H5Dwrite(data_set.get(), memory_type, H5S_ALL, H5S_ALL, transfer<T>(*making_), data), place,
            "write");
  });
}

void Hdf5Group::write_bytes(const Variable& variable, std::span<const std::byte> bytes) {
  const QuietErrors quiet;
  const std::string& dimension = variable.dimensions.at(0);
  const std::string place = place_ + "/" + dimension;
  // How netCDF-4 marks a dimension without a coordinate. Its values are never written and take no room.
  const std::string mark =
      fmt::format("This is a netCDF dimension but not a netCDF variable.{:10}", bytes.size());
  Hdf5Id scale = create({dimension, {}, "1", "number of a byte"}, H5T_STD_U8LE, false, {bytes.size()});
  checked(H5DSset_scale(scale.get(), mark.c_str()), place, "make a dimension scale");
  add_scale(dimension, std::move(scale), bytes.size());
  Hdf5Id data_set = create(variable, H5T_STD_U8LE, false, {bytes.size()});
  if (is_packed({bytes.size()}, H5T_STD_U8LE))
    return pack(std::move(data_set), H5T_STD_U8LE, {bytes.size()}, bytes, place_ + "/" + variable.name);
  checked(H5Dwrite(data_set.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()),
          place_ + "/" + variable.name, "write");
}

std::vector<std::byte> Hdf5Group::read_bytes(const std::string& name) const {
  const QuietErrors quiet;
  const std::string place = place_ + "/" + name;
  const Hdf5Id data_set = owned(H5Dopen2(id_.get(), name.c_str(), H5P_DEFAULT), place, "open the variable");
  const Hdf5Id space = owned(H5Dget_space(data_set.get()), place, "find the extent");
  const auto size = checked(H5Sget_simple_extent_npoints(space.get()), place, "find the extent");
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  checked(H5Dread(data_set.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), place,
          "read");
  return bytes;
}

template <class T>
Hdf5Rows<T> Hdf5Group::begin(const Variable& variable) {
  const QuietErrors quiet;
  Hdf5Rows<T> rows;
  rows.place_ = place_ + "/" + variable.name;
  rows.extent_ = extent_of(variable);
  rows.data_set_ = std::make_shared<Hdf5Id>(create(variable, types_of<T>().first, false, rows.extent_));
  rows.making_ = making_;
  return rows;
}

template <class T>
std::vector<T> Hdf5Group::read(const std::string& name) const {
  const QuietErrors quiet;
  const std::string place = place_ + "/" + name;
  const Hdf5Id data_set = owned(H5Dopen2(id_.get(), name.c_str(), H5P_DEFAULT), place, "open the variable");
  const Hdf5Id space = owned(H5Dget_space(data_set.get()), place, "find the extent");
  const auto size =
      static_cast<std::size_t>(checked(H5Sget_simple_extent_npoints(space.get()), place, "find the extent"));
  std::vector<T> values(size);
  if constexpr (std::is_same_v<T, std::string>) {
    const Hdf5Id type = text_type(place);
    std::vector<char*> texts(size, nullptr);
    checked(H5Dread(data_set.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, texts.data()), place, "read");
    for (std::size_t i = 0; i < size; ++i) values[i] = texts[i] == nullptr ? "" : texts[i];
    checked(H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, texts.data()), place, "free texts");
  } else {
    checked(H5Dread(data_set.get(), types_of<T>().second, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
            place, "read");
  }
  return values;
}

std::string Hdf5Group::text_attribute(const std::string& name, const std::string& variable) const {
  const QuietErrors quiet;
  const std::string place = place_ + (variable == "." ? "" : "/" + variable) + "@" + name;
  const Hdf5Id attribute =
      owned(H5Aopen_by_name(id_.get(), variable.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT), place,
            "open the attribute");
  const Hdf5Id type = text_type(place);
  char* held = nullptr;
  checked(H5Aread(attribute.get(), type.get(), static_cast<void*>(&held)), place, "read the attribute");
  std::string text = held == nullptr ? "" : held;
  H5free_memory(held);
  return text;
}

template <class T>
T Hdf5Group::number_attribute(const std::string& name) const {
  const QuietErrors quiet;
  const std::string place = place_ + "@" + name;
  const Hdf5Id attribute = owned(H5Aopen(id_.get(), name.c_str(), H5P_DEFAULT), place, "open the attribute");
  const Hdf5Id space = owned(H5Aget_space(attribute.get()), place, "find the extent");
  if (H5Sget_simple_extent_npoints(space.get()) != 1) fail(place, "read one number");
  T number{};
  checked(H5Aread(attribute.get(), types_of<T>().second, &number), place, "read the attribute");
  return number;
}

bool Hdf5Group::has_attribute(const std::string& name) const {
  const QuietErrors quiet;
  return H5Aexists(id_.get(), name.c_str()) > 0;
}

std::vector<std::string> Hdf5Group::variables() const {
  const QuietErrors quiet;
  std::vector<std::string> paths;
  const auto take = [](hid_t, const char* name, const H5O_info_t* object, void* out) -> herr_t {
    if (object->type == H5O_TYPE_DATASET)
      static_cast<std::vector<std::string>*>(out)->push_back(std::string("/") + name);
    return 0;
  };
  checked(H5Ovisit2(id_.get(), H5_INDEX_NAME, H5_ITER_INC, take, &paths, H5O_INFO_BASIC), place_,
          "list the variables");
  std::sort(paths.begin(), paths.end());
  return paths;
}

#define PANJ_HDF5_TYPE(T)                                                         \
  template void Hdf5Group::coordinate<T>(const Variable&, const std::vector<T>&); \
  template void Hdf5Group::write<T>(const Variable&, const std::vector<T>&);      \
  template std::vector<T> Hdf5Group::read<T>(const std::string&) const;
PANJ_HDF5_TYPE(double)
PANJ_HDF5_TYPE(float)
PANJ_HDF5_TYPE(std::int8_t)
PANJ_HDF5_TYPE(std::int32_t)
PANJ_HDF5_TYPE(std::int64_t)
PANJ_HDF5_TYPE(std::string)
#undef PANJ_HDF5_TYPE

template Hdf5Rows<float> Hdf5Group::begin<float>(const Variable&);
template Hdf5Rows<std::int32_t> Hdf5Group::begin<std::int32_t>(const Variable&);
template Hdf5Rows<std::int64_t> Hdf5Group::begin<std::int64_t>(const Variable&);
template double Hdf5Group::number_attribute<double>(const std::string&) const;
template std::int64_t Hdf5Group::number_attribute<std::int64_t>(const std::string&) const;
template std::uint64_t Hdf5Group::number_attribute<std::uint64_t>(const std::string&) const;

}  // namespace panj
