#include "model/call.h"

#include <tuple>

#include "model/contact_success.h"
#include "model/detection.h"

namespace panj {

namespace {

const std::string& opener_of(const World& world, const Replication& replication, const Call& call) {
  if (call.is_nuisance()) return world.assets[static_cast<std::size_t>(call.asset)].name;
  const Attempt& attempt = replication.attempts[static_cast<std::size_t>(call.attempt)];
  return world.crossers[static_cast<std::size_t>(attempt.crosser)].name;
}

std::uint32_t number_of(const Replication& replication, const Call& call) {
  return call.is_nuisance() ? call.number
                            : replication.attempts[static_cast<std::size_t>(call.attempt)].number;
}

/// Address of what is drawn for a call, without a purpose, and the block that it stands in.
struct CallAddress {
  Address address;
  std::uint32_t block = 0;
};

CallAddress call_address(const World& world, const Replication& replication, const Call& call) {
  if (call.is_nuisance()) {
    const EntityKey key = world.assets[static_cast<std::size_t>(call.asset)].key;
    return {{key, {}, call.number, static_cast<std::uint64_t>(replication.number)}, 0};
  }
  return {address_of(world, replication, replication.attempts[static_cast<std::size_t>(call.attempt)]),
          call.number};
}

/// Two uniforms of a call that a base answers.
std::pair<double, double> answer_uniforms(const World& world, const Replication& replication,
                                          const Call& call, std::size_t base, Purpose purpose) {
  auto [address, block] = call_address(world, replication, call);
  address.key = entity_key(address.key, world.teams[base].key);
  address.purpose = purpose;
  return uniform_pair(address, block);
}

}  // namespace

bool comes_before(const World& world, const Replication& replication, const Call& a, const Call& b) {
  if (a.at_s != b.at_s) return a.at_s < b.at_s;
  const auto rank = [&](const Call& call) {
    return std::tuple{call.is_nuisance(), std::string_view(opener_of(world, replication, call)),
                      number_of(replication, call)};
  };
  return rank(a) < rank(b);
}

double draw_ready_s(const World& world, const Replication& replication, const Call& call, std::size_t base) {
  const Distribution& ready_s = world.teams[base].ready_s;
  if (is_constant(ready_s)) return quantile(ready_s, 0.5);
  return quantile(ready_s,
                  answer_uniforms(world, replication, call, base, Purpose::ready_and_handling).first);
}

double draw_handling_s(const World& world, const Replication& replication, const Call& call,
                       std::size_t base) {
  const Distribution& handling_s = world.teams[base].handling_s;
  if (is_constant(handling_s)) return quantile(handling_s, 0.5);
  return quantile(handling_s,
                  answer_uniforms(world, replication, call, base, Purpose::ready_and_handling).second);
}

double draw_response_s(const World& world, const Replication& replication, const Call& call,
                       std::size_t base) {
  const Distribution& response_s = *world.teams[base].response_time_s;
  if (is_constant(response_s)) return quantile(response_s, 0.5);
  return quantile(response_s, answer_uniforms(world, replication, call, base, Purpose::response_time).first);
}

ContactResult draw_contact(const World& world, const Replication& replication, const Call& call, double at_s,
                           CellId cell) {
  const ResponseSpec& response = world.scenario.response;
  const Attempt& attempt = replication.attempts[static_cast<std::size_t>(call.attempt)];
  const double complies = world.crossers[static_cast<std::size_t>(attempt.crosser)].complies;
  const double p_success = contact_success(world, at_s, cell);
  if (p_success >= 1.0 && complies >= 1.0) return {};
  Address address = address_of(world, replication, attempt);
  address.purpose = Purpose::contact;
  const auto [success, compliance] = uniform_pair(address, call.number);
  if (!happens(p_success, success)) return {.held = false, .resisted = false};
  if (happens(complies, compliance)) return {};
  if (response.held_if_resists >= 1.0) return {.held = true, .resisted = true};
  address.purpose = Purpose::resistance;
  return {.held = happens(response.held_if_resists, uniform_pair(address, call.number).first),
          .resisted = true};
}

bool link_is_up(const World& world, const Replication& replication, const Attempt& attempt) {
  const double p = world.scenario.response.link_probability;
  if (p >= 1.0) return true;
  Address address = address_of(world, replication, attempt);
  address.purpose = Purpose::report;
  return happens(p, uniform_pair(address).second);
}

std::optional<ReportDraws> certain_report(const ResponseSpec& response) {
  if (response.confirm < 1.0 || !is_constant(response.report_delay_s) ||
      !is_constant(response.confirm_delay_s))
    return std::nullopt;
  return ReportDraws{quantile(response.report_delay_s, 0.5), quantile(response.confirm_delay_s, 0.5), true};
}

ReportDraws draw_report_delays(const World& world, const Replication& replication, const Attempt& attempt,
                               std::uint32_t call) {
  const ResponseSpec& response = world.scenario.response;
  Address address = address_of(world, replication, attempt);
  address.purpose = Purpose::report;
  const double delay = is_constant(response.report_delay_s) ? 0.5 : uniform_pair(address, call).first;
  ReportDraws draws;
  draws.delay_s = quantile(response.report_delay_s, delay);
  if (response.confirm >= 1.0 && is_constant(response.confirm_delay_s)) {
    draws.confirm_delay_s = quantile(response.confirm_delay_s, 0.5);
    return draws;
  }
  address.purpose = Purpose::confirmation;
  const auto [confirmed, confirm_delay] = uniform_pair(address, call);
  draws.confirm_delay_s = quantile(response.confirm_delay_s, confirm_delay);
  draws.confirmed = happens(response.confirm, confirmed);
  return draws;
}

Report draw_report(const World& world, const Replication& replication, const Attempt& attempt,
                   std::uint32_t call, double detected_s) {
  return draw_report_delays(world, replication, attempt, call).of(detected_s);
}

}  // namespace panj
