/// The life of one relayed request as events: authenticate, admit, reserve, settle. Knows no sockets, no
/// Redis, no files; what it needs from them are the ports `KeyDirectory`, `Admission` and `Recorder`.
@NullMarked
package dev.sluice.relay.exchange;

import org.jspecify.annotations.NullMarked;
