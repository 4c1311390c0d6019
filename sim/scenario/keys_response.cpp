#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

namespace {

Key delay_key(std::string_view name, std::string_view text) {
  return {.name = name,
          .text = text,
          .unit = &unit_min,
          .min = 0.0,
          .max = 1440.0,
          .why = "a report takes a day at the most"};
}

}  // namespace

void describe(KeyVisitor& keys, ResponseSpec& response) {
  keys.distribution(delay_key("report_delay_min", "from a detection until the dispatcher knows of it"),
                    response.report_delay_s);
  keys.number(probability_key("link_probability",
                              "that what is detected of an attempt can be reported at all: one draw an "
                              "attempt, or nuisance alarm"),
              response.link_probability);
  keys.number(probability_key("confirm",
                              "that the report of an attempt is confirmed; else it is dismissed, "
                              "and the next detection counts"),
              response.confirm);
  keys.number(
      probability_key("confirm_nuisance", "that a nuisance alarm is taken for real, so that a team is sent"),
      response.confirm_nuisance);
  keys.distribution(delay_key("confirm_delay_min", "from a report until it is confirmed or dismissed"),
                    response.confirm_delay_s);
  keys.choice_of({.name = "queue", .text = "what becomes of a call while no team can be sent"},
                 {{"wait", "it waits until the crosser is gone"}, {"clear", "it is lost at once"}},
                 response.queue);
  keys.number(probability_key("contact_success",
                              "that a team finds the group that it lies in wait for; else the next detection "
                              "counts"),
              response.contact_success);
  describe_contact_factors(keys, response);
  keys.number(probability_key("held_if_resists", "that a group which does not comply is held all the same"),
              response.held_if_resists);
}

void describe_nuisance(KeyVisitor& keys, double& nuisance_per_s, std::string_view text) {
  keys.number({.name = "nuisance_per_h",
               .text = text,
               .unit = &unit_per_h,
               .min = 0.0,
               .max = 10000.0,
               .why = "three a second at the most"},
              nuisance_per_s);
}

void describe_duty(KeyVisitor& keys, TeamSpec& team) {
  keys.flag({.name = "way_back",
             .text = "after handling a team is busy until it is home again, by its least-time way"},
            team.way_back);
  describe_shifts(
      keys, team.shifts,
      "when its teams can be sent; a call may wait for a shift, and is seen through after its end");
}

void describe_pursuit(KeyVisitor& keys, PatrolSpec& patrol) {
  keys.flag({.name = "pursues",
             .text = "each of its teams may send one party after what it detects; the patrol itself goes on"},
            patrol.pursues);
  keys.number({.name = "pursuit_reach_km",
               .text = "how far a party goes, as the crow flies, from where it leaves its patrol",
               .unit = &unit_km,
               .min = 0.1,
               .max = 50.0,
               .why = "a party comes back to its patrol",
               .typical_min = 0.5,
               .typical_max = 20.0},
              patrol.pursuit_reach_m);
  keys.distribution(delay_key("pursuit_ready_min", "from the order until a party leaves"),
                    patrol.pursuit_ready_s);
  keys.distribution(delay_key("pursuit_handling_min",
                              "from contact until the team can send a party again, the way back included"),
                    patrol.pursuit_handling_s);
}

void describe_compliance(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.number(
      probability_key("complies", "that a group which a team has found gives itself up; else it resists"),
      crosser.complies);
}

}  // namespace panj
