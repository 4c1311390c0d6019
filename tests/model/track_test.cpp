#include "model/track.h"

#include <gtest/gtest.h>

#include <array>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// A walk over three cells of flat ground: waits 10 s, then 100 s to each centre.
class TrackTest : public testing::Test {
 protected:
  TrackTest() : world_(world_of(test::flat_head() + test::grid_walkers() + test::few_assets())) {
    cells_ = {world_.grid.cell(3, 3), world_.grid.cell(4, 3), world_.grid.cell(5, 4)};
    track_.cells = cells_;
    track_.entered_s = entered_s_;
    track_.mark = mark_;
    track_.origin_m = world_.grid.centre(cells_[0]) + Point(20.0, -30.0);
    track_.departure_s = 0.0;
    track_.moving_s = 10.0;
    track_.end_s = 210.0;
    track_.target_height_m = 1.7;
  }
  World world_;
  std::array<CellId, 3> cells_{};
  std::array<double, 3> entered_s_{0.0, 60.0, 160.0};
  std::array<double, 3> mark_{10.0, 110.0, 210.0};
  Track track_;
};

TEST_F(TrackTest, FirstStayStandsAtTheOriginThenLeaves) {
  const StayPieces pieces = pieces_of(world_, track_, 0);
  ASSERT_EQ(pieces.count, 2U);
  EXPECT_EQ(pieces.pieces[0].from_m, pieces.pieces[0].to_m);
  EXPECT_EQ(pieces.pieces[0].end_s, 10.0);
  EXPECT_EQ(pieces.pieces[1].end_s, 60.0);
  const Point middle = 0.5 * (track_.origin_m + world_.grid.centre(cells_[1]));
  EXPECT_TRUE(pieces.pieces[1].to_m.head<2>().isApprox(middle));
  EXPECT_EQ(pieces.pieces[1].to_m.z(), 1.7);
}

TEST_F(TrackTest, ReaderGivesTheSamePiecesInWhateverOrder) {
  StayReader reader(world_, track_);
  for (const std::size_t stay : {0U, 1U, 2U, 1U, 0U, 2U}) {
    const StayPieces expected = pieces_of(world_, track_, stay);
    const StayPieces found = reader.at(stay);
    ASSERT_EQ(found.count, expected.count);
    for (std::size_t i = 0; i < found.count; ++i) {
      EXPECT_EQ(found.pieces[i].from_m, expected.pieces[i].from_m);
      EXPECT_EQ(found.pieces[i].to_m, expected.pieces[i].to_m);
      EXPECT_EQ(found.pieces[i].begin_s, expected.pieces[i].begin_s);
      EXPECT_EQ(found.pieces[i].end_s, expected.pieces[i].end_s);
    }
  }
}

TEST_F(TrackTest, StayBendsAtTheCentreOfItsCell) {
  const StayPieces pieces = pieces_of(world_, track_, 1);
  ASSERT_EQ(pieces.count, 2U);
  EXPECT_TRUE(pieces.pieces[0].to_m.head<2>().isApprox(world_.grid.centre(cells_[1])));
  EXPECT_EQ(pieces.pieces[0].begin_s, 60.0);
  EXPECT_EQ(pieces.pieces[0].end_s, 110.0);
  EXPECT_EQ(pieces.pieces[1].end_s, 160.0);
}

TEST_F(TrackTest, LastStayEndsAtItsCentre) {
  const StayPieces pieces = pieces_of(world_, track_, 2);
  ASSERT_EQ(pieces.count, 1U);
  EXPECT_TRUE(pieces.pieces[0].to_m.head<2>().isApprox(world_.grid.centre(cells_[2])));
  EXPECT_EQ(pieces.pieces[0].end_s, 210.0);
  EXPECT_EQ(track_.left_s(2), 210.0);
  EXPECT_EQ(track_.left_s(1), 160.0);
}

TEST_F(TrackTest, StraightTrackWithoutCellsIsOneLeg) {
  Track straight;
  straight.origin_m = {1000.0, 2000.0};
  straight.direction = {0.6, 0.8};
  straight.length_m = 500.0;
  straight.departure_s = 5.0;
  straight.moving_s = 5.0;
  straight.end_s = 505.0;
  const StayPieces pieces = pieces_of(world_, straight, 0);
  ASSERT_EQ(pieces.count, 1U);
  EXPECT_TRUE(pieces.pieces[0].to_m.head<2>().isApprox(Point(1300.0, 2400.0)));
  EXPECT_EQ(pieces.pieces[0].begin_s, 5.0);
  EXPECT_EQ(pieces.pieces[0].end_s, 505.0);
}

TEST_F(TrackTest, TellsWhenItStandsOnItsWay) {
  EXPECT_TRUE(stands_of(world_, track_).empty());
  // 40 s at an obstacle in the second cell.
  const std::array cells{cells_[0], cells_[1], cells_[1], cells_[2]};
  const std::array entered_s{0.0, 60.0, 150.0, 200.0};
  const std::array mark{10.0, 110.0, 150.0, 250.0};
  track_.cells = cells;
  track_.entered_s = entered_s;
  track_.mark = mark;
  track_.end_s = 250.0;
  const std::vector<TimeSpan> stands = stands_of(world_, track_);
  ASSERT_EQ(stands.size(), 1U);
  EXPECT_EQ(stands[0].begin_s, 110.0);
  EXPECT_EQ(stands[0].end_s, 150.0);
}

}  // namespace
}  // namespace panj
