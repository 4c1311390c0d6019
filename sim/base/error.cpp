#include "base/error.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace panj {

namespace {

std::string lines_of(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems.list()) {
    if (!text.empty()) text += '\n';
    text += to_string(problem);
  }
  return text;
}

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) {
    text += ':' + std::to_string(problem.place.line);
    if (problem.place.column > 0) text += ':' + std::to_string(problem.place.column);
  }
  if (!text.empty()) text += ": ";
  text += problem.subject;
  if (!problem.reason.empty()) text += " (" + problem.reason + ")";
  if (!problem.remedy.empty()) text += "; " + problem.remedy;
  return text;
}

void Problems::add(Problem problem) {
  list_.push_back(std::move(problem));
}

void Problems::throw_if_any() const {
  if (list_.empty()) return;
  Problems sorted = *this;
  std::stable_sort(sorted.list_.begin(), sorted.list_.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
  throw ScenarioError(std::move(sorted));
}

const SourcePlace& KeyPlaces::of(std::string_view key) const {
  const auto found = keys.find(key);
  return found == keys.end() ? table : found->second;
}

Problem KeyPlaces::problem(std::string_view key, std::string_view value, std::string reason,
                           std::string remedy) const {
  std::string subject = label;
  if (!key.empty()) {
    if (!subject.empty()) subject += '.';
    subject += key;
  }
  if (!value.empty()) {
    subject += " = ";
    subject += value;
  }
  return {of(key), std::move(subject), std::move(reason), std::move(remedy)};
}

ScenarioError::ScenarioError(Problems problems)
    : std::runtime_error(lines_of(problems)), problems_(std::move(problems)) {}

}  // namespace panj
