#include "scenario/arrivals.h"
#include "scenario/validate.h"

// Which classes can be sampled by weights.
namespace panj {

void validate_rare_leaks(const CrosserSpec& crosser, Problems& problems) {
  if (!crosser.rare_leaks) return;
  const auto report = [&](std::string reason, std::string remedy) {
    problems.add(crosser.at.problem("rare_leaks", "", std::move(reason), std::move(remedy)));
  };
  if (!is_probes(crosser.attempts))
    report("attempts that have weights can be in nobody's way, so they must be probes",
           "write attempts = { probes = 100, per_period = ... }, or leave rare_leaks out");
  if (!std::holds_alternative<LogitRoute>(crosser.route))
    report("only logit routes have probabilities of moves that can be weighed",
           "write route = { logit = { mean_excess = 0.05 } }, or leave rare_leaks out");
  if (crosser.after_patrol)
    report("a class that waits for a patrol to go by chooses by itself when it is seen",
           "leave rare_leaks or after_patrol out");
  if (crosser.turn_back)
    report("ways that turn back do not end where the weights look to", "leave rare_leaks or turn_back out");
}

}  // namespace panj
