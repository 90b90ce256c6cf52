package dev.sluice.contracts.admission;

import java.util.List;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;

/// The scripts as an application runs them, one call after the other.
final class LuaReservations implements Reservations {

    private final RedisCommands<String, String> redis;

    LuaReservations(RedisCommands<String, String> redis) {
        this.redis = redis;
    }

    @Override
    public AdmitAnswer admit(AdmitRequest request) {
        return AdmitAnswer.parse(run(AdmissionScript.ADMIT, request.keys(), request.args()));
    }

    @Override
    public boolean register(RegisterRequest request) {
        return RegisterRequest.parse(run(AdmissionScript.REGISTER, request.keys(), request.args()));
    }

    @Override
    public SweepAnswer sweep(SweepRequest request) {
        return SweepRequest.parse(run(AdmissionScript.SWEEP, request.keys(), request.args()));
    }

    @Override
    public ApplyAnswer apply(ApplyRequest request) {
        return ApplyRequest.parse(run(AdmissionScript.APPLY, request.keys(), request.args()));
    }

    private List<Object> run(AdmissionScript script, List<String> keys, List<String> args) {
        String[] keyArray = keys.toArray(String[]::new);
        String[] argArray = args.toArray(String[]::new);
        try {
            return redis.evalsha(script.sha1(), ScriptOutputType.MULTI, keyArray, argArray);
        } catch (RedisNoScriptException notLoaded) {
            return redis.eval(script.source(), ScriptOutputType.MULTI, keyArray, argArray);
        }
    }
}
