#include <algorithm>
#include <map>

#include "scenario/spelling.h"
#include "scenario/toml_document.h"
#include "scenario/validate.h"

namespace panj {

namespace {

std::string remedy_for(const std::string& name, const std::vector<std::string>& known,
                       const Problems& problems) {
  if (known.empty()) return "add a [[site]] of this name";
  const std::string near = problems.size() < enough_problems ? nearest(name, known) : "";
  return near.empty() ? "known are " + listed(known) : "did you mean " + in_quotes(near) + "?";
}

void validate_names_of_sites(const Scenario& scenario, Problems& problems) {
  std::map<std::string, int> first_line;
  for (const SiteSpec& site : scenario.sites) {
    if (site.name.empty()) continue;  // missing or malformed: has been said
    const auto [first, is_new] = first_line.emplace(site.name, site.at.table.line);
    if (is_new) continue;
    problems.add(
        site.at.problem("name", in_quotes(site.name),
                        "the site in line " + std::to_string(first->second) + " has this name already",
                        "give each its own name"));
  }
}

void validate_destination(const SitesDestination& to, const KeyPlaces& at,
                          const std::vector<std::string>& known, Problems& problems) {
  if (to.sites.empty())
    problems.add(at.problem("destination", "", "no site is named", "write { sites = [\"camp\"] }"));
  for (std::size_t i = 0; i < to.sites.size(); ++i) {
    const std::string& name = to.sites[i];
    if (std::find(known.begin(), known.end(), name) == known.end())
      problems.add(at.problem("destination", in_quotes(name), "no site of this name",
                              remedy_for(name, known, problems)));
    else if (std::find(to.sites.begin(), to.sites.begin() + static_cast<std::ptrdiff_t>(i), name) !=
             to.sites.begin() + static_cast<std::ptrdiff_t>(i))
      problems.add(at.problem("destination", in_quotes(name), "it is listed twice", "remove one of them"));
  }
}

}  // namespace

void validate_sites(const Scenario& scenario, Problems& problems) {
  if (scenario.sites.size() > most_sites)
    problems.add(scenario.sites[most_sites].at.problem("", "",
                                                       "a scenario holds " + std::to_string(most_sites) +
                                                           " protected sites at the most, this one has " +
                                                           std::to_string(scenario.sites.size()),
                                                       "make one of those that lie together"));
  validate_names_of_sites(scenario, problems);
  std::vector<std::string> known;
  for (const SiteSpec& site : scenario.sites) {
    if (!site.name.empty()) known.push_back(site.name);
    validate_place(site.position, scenario, site.at, "position_lon_lat", problems);
  }
  for (const CrosserSpec& crosser : scenario.crossers) {
    if (const auto* to = std::get_if<SitesDestination>(&crosser.destination))
      validate_destination(*to, crosser.at, known, problems);
  }
}

}  // namespace panj
