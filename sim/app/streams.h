#pragma once

#include <string>

#include "results/summary_table.h"

namespace panj {

/// Fills what is closed of stdin, stdout and stderr, so that no file that is opened later takes its number
/// and gets what was meant for it. What is written there then is a fault, as it was.
void guard_streams();

/// Writes a result to stdout; nothing else writes there. Readers may leave early (`| head`): that is no
/// fault. \throws FileError where stdout can't be written, for instance on a full disk
void print_result(const std::string& text);

/// Writes what is not a result (progress, notices, faults) to stderr. Where nobody reads them, they are lost:
/// a run goes on without a terminal.
void print_notice(const std::string& text);

/// Hands over what stdout still holds back. \throws FileError as print_result
void flush_results();

/// How a page on stdout is to be laid out: as wide as the terminal and with bars; plain and as wide as it
/// comes where stdout is none.
Page page();

}  // namespace panj
