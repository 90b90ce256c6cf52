/// What every implementation of `Reservations` must do, and its in-memory twin for simulations.
@NullMarked
package dev.sluice.contracts.admission;

import org.jspecify.annotations.NullMarked;
