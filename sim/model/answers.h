#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "model/call.h"
#include "model/contact.h"
#include "model/detection.h"
#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// What the calls of a replication have in common under several configurations: draws of reports and answers,
/// later detections, and where a team comes in time on a walk. Each is found when the first configuration
/// asks for it, and kept for the others. Of a single configuration nothing is kept: hardly anything is asked
/// for twice.
class Answers {
 public:
  /// Forgets what it knows. \param alarms nuisance alarms of the replication
  void begin(const World& world, const Replication& replication, std::size_t alarms);

  bool link_is_up(std::size_t attempt);
  /// What every report is, where nothing of it is left to chance.
  const std::optional<ReportDraws>& certain() const { return certain_report_; }
  /// As draw_report.
  Report report(std::size_t attempt, std::uint32_t call, double detected_s);
  double handling_s(const Call& call, std::size_t base);
  /// As panj::earliest_contact and panj::arrival_at_alarm.
  Contact earliest_contact(const Walk& walk, const Call& call, std::size_t base, double sent_s);
  Contact arrival_at_alarm(const Call& call, std::size_t base, double sent_s);

  /// A detection of an attempt after a time, if it is known under a configuration.
  const Detection* known_detection(std::size_t attempt, std::size_t configuration, double after_s) const;
  /// \param under configurations under which it is so
  void keep_detection(std::size_t attempt, ConfigurationMask under, double after_s,
                      const Detection& detection);

 private:
  static constexpr std::size_t unknown = static_cast<std::size_t>(-1);
  static constexpr std::size_t none = unknown;

  enum class Link : std::uint8_t { unknown, up, down };
  /// What is drawn for the last call that was asked about, of an attempt.
  struct ReportOf {
    std::int64_t call = -1;
    ReportDraws draws;
  };
  /// The same of an attempt or alarm, and a base.
  struct AnswerOf {
    std::int64_t call = -1;
    double ready_s = 0.0;
    double handling_s = -1.0;  ///< once it has been asked for
  };
  /// A stay of a walk on the inner side.
  struct InnerStay {
    double entered_s = 0.0;
    double since_s = 0.0;  ///< see stood_since_s
    CellId cell = no_cell;
  };
  /// Those that begin no earlier than the first detection under any configuration: no team leaves before.
  struct InnerStays {
    std::size_t begin = unknown;
    std::size_t end = unknown;
    double from_s = 0.0;
  };
  /// Of a walk and a base.
  struct Ways {
    std::size_t begin = unknown;  ///< of travel_s_, parallel to the walk's inner stays
    double last_leave_s = 0.0;    ///< who leaves later comes too late everywhere
  };
  struct NextDetection {
    ConfigurationMask under = 0;
    double after_s = 0.0;
    Detection detection;
    std::size_t before = none;  ///< number in next_ of the one that was kept before it, of the same attempt
  };

  AnswerOf& answer_of(const Call& call, std::size_t base);
  double ready_s(const Call& call, std::size_t base);
  double first_detection_s(const Walk& walk) const;
  const InnerStays& inner_stays(const Walk& walk);
  const Ways& ways(const Walk& walk, std::size_t base);
  Contact contact_by_ways(const Walk& walk, const InnerStays& stays, std::size_t base, double leaves_s);

  const World* world_ = nullptr;
  const Replication* replication_ = nullptr;
  bool keeps_ = false;
  std::optional<ReportDraws> certain_report_;
  std::vector<Link> links_;        ///< [attempt]
  std::vector<ReportOf> reports_;  ///< [attempt]
  std::vector<AnswerOf> answers_;  ///< [attempt, then alarm][base]
  std::vector<InnerStays> stays_;  ///< [walk]
  std::vector<Ways> ways_;         ///< [walk][base]
  std::vector<InnerStay> inner_;   ///< of all walks that were asked for
  std::vector<double> travel_s_;   ///< of all walks and bases that were asked for
  std::vector<NextDetection> next_;
  std::vector<std::size_t> last_next_;  ///< [attempt]: number of the one kept last
};

}  // namespace panj
