package dev.sluice.streams.serving;

import java.util.List;

import dev.sluice.contracts.admission.AdmissionScript;
import dev.sluice.contracts.admission.ApplyRequest;
import dev.sluice.contracts.admission.SweepRequest;

/// One call of a script on its way to Redis.
record ScriptCall(AdmissionScript script, List<String> keys, List<String> args) {

    static ScriptCall of(ApplyRequest request) {
        return new ScriptCall(AdmissionScript.APPLY, request.keys(), request.args());
    }

    static ScriptCall of(SweepRequest request) {
        return new ScriptCall(AdmissionScript.SWEEP, request.keys(), request.args());
    }
}
