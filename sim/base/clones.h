#pragma once

/// Before a function on plain arrays: it is compiled for several instruction sets, and the program picks the
/// best that the machine has as it starts. The bits are the same in each (-ffp-contract=off: nothing is
/// fused). Nothing where the compiler or the system can not, and under sanitizers, which are not ready yet
/// when the choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(__OPTIMIZE__)
#define PANJ_CLONES [[gnu::target_clones("default", "avx2", "avx512f")]]
#else
#define PANJ_CLONES
#endif
