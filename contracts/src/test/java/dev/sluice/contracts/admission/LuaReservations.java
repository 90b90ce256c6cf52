package dev.sluice.contracts.admission;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;

/// The scripts as an application runs them, one call after the other.
final class LuaReservations implements Reservations {

    private final RedisCommands<String, String> redis;
    private final UnaryOperator<String> source;

    private LuaReservations(RedisCommands<String, String> redis, UnaryOperator<String> source) {
        this.redis = redis;
        this.source = source;
    }

    static LuaReservations of(RedisCommands<String, String> redis) {
        return new LuaReservations(redis, UnaryOperator.identity());
    }

    /// By a clock of one's choice instead of that of Redis.
    static LuaReservations of(RedisCommands<String, String> redis, LongSupplier clockMillis) {
        return new LuaReservations(redis,
                source -> source.replace("call('TIME')", "{0, '" + clockMillis.getAsLong() * 1_000 + "'}"));
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
        String text = source.apply(script.source());
        try {
            return redis.evalsha(redis.digest(text), ScriptOutputType.MULTI, keyArray, argArray);
        } catch (RedisNoScriptException notLoaded) {
            return redis.eval(text, ScriptOutputType.MULTI, keyArray, argArray);
        }
    }
}
