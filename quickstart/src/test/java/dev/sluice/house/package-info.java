/// The house rules that no off-the-shelf tool knows, over the code of all modules.
@NullMarked
package dev.sluice.house;

import org.jspecify.annotations.NullMarked;
