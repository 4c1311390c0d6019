#include <gtest/gtest.h>

#include <string>

#include "scenario/sample.h"

namespace panj::test {
namespace {

std::string said_of_sampling(const std::string& replications, const std::string& batch) {
  return messages(with(sample_text(), "replications = 100",
                       "replications = " + replications + "\nbatch = " + batch + "\nlatin_hypercube = true"));
}

TEST(ValidateSampling, TakesWholeBatchesAndEnoughOfThem) {
  EXPECT_EQ(said_of_sampling("80", "4"), "");
  EXPECT_EQ(said_of_sampling("336", "16"), "");
  EXPECT_EQ(said_of_sampling("5120", "256"), "");
  EXPECT_EQ(messages(with(sample_text(), "replications = 100", "replications = 101\nbatch = 7")), "");
  const std::string wants =
      " (Latin hypercubes take whole batches, here of 16, and 20 of them at the least, "
      "as each counts as one in the intervals); take ";
  const std::string at = "s.toml:47:16: sampling.replications = ";
  EXPECT_EQ(said_of_sampling("1000", "16"), at + "1000" + wants + "1008 replications");
  EXPECT_EQ(said_of_sampling("64", "16"), at + "64" + wants + "320 replications");
}

TEST(ValidateSampling, TakesBatchesThatMakeAHypercube) {
  const std::string wants =
      " (a Latin hypercube takes 4, 8, 16, 32, 64, 128 or 256 replications); write batch = ";
  const std::string at = "s.toml:48:9: sampling.batch = ";
  EXPECT_EQ(said_of_sampling("1000", "1"), at + "1" + wants + "4");
  EXPECT_EQ(said_of_sampling("1000", "20"), at + "20" + wants + "16");
  EXPECT_EQ(said_of_sampling("100000", "1000"), at + "1000" + wants + "256");
}

}  // namespace
}  // namespace panj::test
