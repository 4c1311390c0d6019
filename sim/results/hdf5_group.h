#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace panj {

// hdf5_file and hdf5_group are the one door to the HDF5 library: nothing else includes it. All names and
// texts are UTF-8. Whatever the library refuses is thrown as FileError with the innermost message of its
// error stack, which never prints.

class Hdf5Making;
struct Hdf5Scale;

/// Owns one identifier of the library (a `hid_t`).
class Hdf5Id {
 public:
  Hdf5Id() = default;
  explicit Hdf5Id(std::int64_t id) : id_(id) {}
  Hdf5Id(Hdf5Id&& other) noexcept : id_(std::exchange(other.id_, none)) {}
  Hdf5Id& operator=(Hdf5Id&& other) noexcept;
  ~Hdf5Id();
  std::int64_t get() const { return id_; }
  /// Hands the identifier over, unclosed.
  std::int64_t release() { return std::exchange(id_, none); }

 private:
  static constexpr std::int64_t none = -1;
  std::int64_t id_ = none;
};

/// What an attribute may hold.
using AttributeValue =
    std::variant<std::string, double, std::int64_t, std::uint64_t, std::vector<std::int8_t>>;

/// A variable in the sense of CF: what every one of a result file must tell about itself.
struct Variable {
  std::string name;
  std::vector<std::string> dimensions;  ///< coordinates of the same group, slowest first; none: a scalar
  std::string units;                    ///< UDUNITS: "1", "m", "km", "h"
  std::string long_name;
  std::vector<std::pair<std::string, AttributeValue>> attributes = {};
};

/// What a variable of a file that is read says of itself.
struct VariableShape {
  enum class Kind { text, whole, real, other };
  std::string name;
  Kind kind = Kind::other;
  std::vector<std::string> dimensions;  ///< slowest first; a coordinate has its own name; none: a scalar
  std::vector<std::size_t> extent;      ///< parallel to `dimensions`
  std::string units;                    ///< "": not stated
  std::vector<std::string> meanings;    ///< of a category's values 0, 1, ...; none: it is no category

  bool is_coordinate() const { return dimensions.size() == 1 && dimensions.front() == name; }
};

/// A data set that is being written, one index of its first dimension after the other.
template <class T>
class Hdf5Rows {
 public:
  /// \param row all values at index `index` of the first dimension.
  void write(std::size_t index, std::span<const T> row);
  /// The same of values that are made when it suits. \param make called once, perhaps by another thread, with
  /// a row of zeros to fill, before the file is finished: what it refers to has to last until then.
  void write_made(std::size_t index, const std::function<void(std::span<T>)>& make);

 private:
  friend class Hdf5Group;
  std::shared_ptr<Hdf5Id> data_set_;
  std::shared_ptr<Hdf5Making> making_;
  std::size_t row_size() const;
  bool is_packed_by_row() const;

  std::vector<std::uint64_t> extent_;
  std::string place_;
};

/// A group and the dimension scales that it carries. `T` is one of double, float, std::int8_t, std::int32_t,
/// std::int64_t and std::string. Floating-point variables other than coordinates have _FillValue NaN: NaN is
/// "missing".
class Hdf5Group {
 public:
  Hdf5Group make_group(const std::string& name);
  Hdf5Group open_group(const std::string& name) const;

  void set_attribute(const std::string& name, const AttributeValue& value);

  /// Writes a coordinate variable (a dimension scale) of the dimension that bears its name. It can't be
  /// empty: netCDF takes a length of 0 for "unlimited".
  template <class T>
  void coordinate(const Variable& variable, const std::vector<T>& values);

  /// Writes a variable whole; `values` in row-major order of its dimensions.
  template <class T>
  void write(const Variable& variable, const std::vector<T>& values);

  /// Writes bytes along a dimension of their own, which bears the name that `variable` gives it and has no
  /// coordinate (a netCDF dimension without a variable).
  void write_bytes(const Variable& variable, std::span<const std::byte> bytes);
  std::vector<std::byte> read_bytes(const std::string& name) const;

  /// Begins a variable of two dimensions or more that is written row by row.
  template <class T>
  Hdf5Rows<T> begin(const Variable& variable);

  /// All values of a variable in row-major order.
  template <class T>
  std::vector<T> read(const std::string& name) const;

  /// Of the group, or of one of its variables.
  std::string text_attribute(const std::string& name, const std::string& variable = ".") const;
  template <class T>
  T number_attribute(const std::string& name) const;

  bool has_attribute(const std::string& name) const;

  /// Paths of all variables below, "/summary/p_detect" and so on, sorted.
  std::vector<std::string> variables() const;

  /// Names of the groups in this one, in the order in which they were made.
  std::vector<std::string> groups() const;

  /// Its own variables, in the order in which they were made.
  std::vector<VariableShape> shapes() const;

  /// Digests of all that lies below, to compare by: of variables ("/summary/p_detect": type, shape, values)
  /// and of attributes ("/summary@measures"); groups have "group". Ties to dimension scales are left out.
  std::map<std::string, std::string> contents() const;

 private:
  friend class Hdf5File;
  Hdf5Id create(const Variable& variable, std::int64_t type, bool is_coordinate,
                const std::vector<std::uint64_t>& extent);
  std::vector<std::uint64_t> extent_of(const Variable& variable) const;
  void add_scale(const std::string& name, Hdf5Id data_set, std::uint64_t length);
  void pack(Hdf5Id data_set, std::int64_t type, const std::vector<std::uint64_t>& extent,
            std::span<const std::byte> values, const std::string& place);

  Hdf5Id id_;
  std::string place_;  ///< "khatlon.h5: /summary": for messages
  std::map<std::string, std::shared_ptr<Hdf5Scale>> scales_;
  std::shared_ptr<Hdf5Making> making_;  ///< null where the file is read
};

}  // namespace panj
