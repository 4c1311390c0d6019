#include "scenario/keys.h"

// How classes are sampled that hardly ever come through unseen.
namespace panj {

void describe_rare_leaks(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.optional_table<RareLeaksSpec>(
      {.name = "rare_leaks",
       .text = "draws ways that lead past the posts more often than they are taken, and weighs them: for "
               "probes on `logit` routes that hardly ever come through unseen",
       .otherwise = "ways are drawn as they are taken"},
      "plain_share", crosser.rare_leaks, [](KeyVisitor& of_leaks, RareLeaksSpec& leaks) {
        of_leaks.number({.name = "plain_share",
                         .text = "share of the attempts whose way is drawn as it is taken all the same; no "
                                 "attempt weighs more than 1 over it",
                         .min = 0.01,
                         .max = 0.9,
                         .why = "a share of the attempts: 0.1 is one in ten",
                         .typical_min = 0.05,
                         .typical_max = 0.5,
                         .required = true},
                        leaks.plain_share);
      });
}

}  // namespace panj
