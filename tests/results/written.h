#pragma once

#include <utility>

#include "results/hdf5_file.h"
#include "results/results.h"
#include "results/sealed_file.h"
#include "results/small_run.h"

namespace panj::test {

/// The small run on disk, and open for reading.
struct Written {
  explicit Written(const World& of = small_world()) : Written(of, small_result(of)) {}
  Written(const World& of, RunResult run) : world(of), result(std::move(run)), file(open()) {}
  Hdf5Group group(const std::string& name) { return file.root().open_group(name); }

  Folder folder;
  World world;
  RunResult result;
  Hdf5File file;

 private:
  Hdf5File open() {
    EventRows events = told(world);
    write_results(folder / "small.h5", world, result, small_record(), &events);
    check_seal(folder / "small.h5");
    return Hdf5File::open(folder / "small.h5");
  }
};

}  // namespace panj::test
