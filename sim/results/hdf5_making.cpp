#include "results/hdf5_making.h"

#include <hdf5_hl.h>

#include <bit>

#include "results/hdf5_call.h"

namespace panj {

namespace {

/// Values that wait to be packed take no more memory than this [bytes].
constexpr std::size_t most_waiting_bytes = std::size_t{64} << 20U;

/// Room for converting texts at a time [bytes].
constexpr std::size_t text_buffer_bytes = 4096;

Hdf5Id list_type(const std::string& place) {
  return owned(H5Tvlen_create(H5T_STD_REF_OBJ), place, "make a type of references");
}

Hdf5Id user_type(const std::string& place) {
  using User = Hdf5Scale::User;
  Hdf5Id type = owned(H5Tcreate(H5T_COMPOUND, sizeof(User)), place, "make a type of references");
  checked(H5Tinsert(type.get(), "dataset", HOFFSET(User, variable), H5T_STD_REF_OBJ), place, "make a type");
  checked(H5Tinsert(type.get(), "dimension", HOFFSET(User, dimension), H5T_NATIVE_INT), place, "make a type");
  return type;
}

Hdf5Id text_transfer(const std::string& place) {
  Hdf5Id transfer = owned(H5Pcreate(H5P_DATASET_XFER), place, "make a property list");
  checked(H5Pset_buffer(transfer.get(), text_buffer_bytes, nullptr, nullptr), place, "set a buffer");
  return transfer;
}

Hdf5Id single_space(const std::string& place) {
  const hsize_t length = 1;
  return owned(H5Screate_simple(1, &length, nullptr), place, "make a space");
}

void put_list(hid_t object, const char* name, hid_t type, std::size_t length, const void* values,
              const std::string& place) {
  const hsize_t size = length;
  const Hdf5Id space = owned(H5Screate_simple(1, &size, nullptr), place, "make a space");
  const Hdf5Id attribute = owned(H5Acreate2(object, name, type, space.get(), H5P_DEFAULT, H5P_DEFAULT), place,
                                 "tie a dimension scale");
  checked(H5Awrite(attribute.get(), type, values), place, "tie a dimension scale");
}

hobj_ref_t reference_to(hid_t object, const std::string& place) {
  hobj_ref_t reference = 0;
  checked(H5Rcreate(&reference, object, ".", H5R_OBJECT, -1), place, "refer to it");
  return reference;
}

}  // namespace

Hdf5Id text_type(const std::string& place) {
  Hdf5Id type = owned(H5Tcopy(H5T_C_S1), place, "make a text type");
  checked(H5Tset_size(type.get(), H5T_VARIABLE), place, "make a text type");
  checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), place, "make a text type");
  return type;
}

Hdf5Id variable_properties(const std::string& place) {
  Hdf5Id properties = owned(H5Pcreate(H5P_DATASET_CREATE), place, "make a property list");
  checked(H5Pset_obj_track_times(properties.get(), false), place, "leave out times");
  checked(H5Pset_attr_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), place,
          "keep the order of attributes");
  return properties;
}

Hdf5Making::Hdf5Making(int threads, const std::string& place)
    : text_type_(panj::text_type(place)),
      text_transfer_(panj::text_transfer(place)),
      scalar_space_(owned(H5Screate(H5S_SCALAR), place, "make a space")),
      single_space_(panj::single_space(place)),
      plain_properties_(variable_properties(place)),
      list_type_(list_type(place)),
      user_type_(user_type(place)),
      aside_(threads) {}

void Hdf5Making::tie(hid_t data_set, const std::vector<std::shared_ptr<Hdf5Scale>>& scales,
                     const std::string& place) {
  if (scales.empty()) return;
  const hobj_ref_t variable = reference_to(data_set, place);
  std::vector<hobj_ref_t> references;
  for (std::size_t d = 0; d < scales.size(); ++d) {
    Hdf5Scale& scale = *scales[d];
    if (scale.users.empty()) {
      tied_.push_back(scales[d]);
      scale.reference = reference_to(scale.data_set.get(), scale.place);
    }
    references.push_back(scale.reference);
    scale.users.push_back({variable, static_cast<int>(d)});
  }
  std::vector<hvl_t> lists;
  for (hobj_ref_t& reference : references) lists.push_back({1, &reference});
  put_list(data_set, "DIMENSION_LIST", list_type_.get(), lists.size(), lists.data(), place);
}

void Hdf5Making::pack(const std::shared_ptr<Hdf5Id>& data_set, const Chunking& chunking,
                      std::span<const std::byte> values, std::uint64_t values_from,
                      const std::vector<std::vector<std::uint64_t>>& starts, const std::string& place) {
  static_assert(std::endian::native == std::endian::little);  // as the types in the file
  make_room(values.size());
  const auto held = std::make_shared<const std::vector<std::byte>>(values.begin(), values.end());
  for (const std::vector<std::uint64_t>& start : starts) {
    Waiting& waiting = waiting_.emplace_back(Waiting{data_set, place, start, {}});
    aside_.start([&waiting, held, values_from, chunking] {
      waiting.packed = packed_chunk(chunking, *held, values_from, waiting.start);
    });
  }
}

void Hdf5Making::make_room(std::size_t bytes) {
  if (waiting_bytes_ + bytes > most_waiting_bytes) write_packed();
  waiting_bytes_ += bytes;
}

void Hdf5Making::write_packed() {
  aside_.wait();
  for (const Waiting& chunk : waiting_) {
    const std::vector<hsize_t> start(chunk.start.begin(), chunk.start.end());
    checked(H5Dwrite_chunk(chunk.data_set->get(), H5P_DEFAULT, 0, start.data(), chunk.packed.size(),
                           chunk.packed.data()),
            chunk.place, "write a chunk");
  }
  waiting_.clear();
  waiting_bytes_ = 0;
}

void Hdf5Making::list_users(const Hdf5Scale& scale) const {
  put_list(scale.data_set.get(), "REFERENCE_LIST", user_type_.get(), scale.users.size(), scale.users.data(),
           scale.place);
}

void Hdf5Making::finish() {
  for (const auto& scale : tied_) list_users(*scale);
  tied_.clear();
  write_packed();
}

}  // namespace panj
