package dev.sluice.bench.plain;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

import dev.sluice.contracts.account.UsageEvent;
import dev.sluice.relay.RelayApplication;
import dev.sluice.relay.exchange.Recorder;

/// The relay as it is, but for one thing: what it should write down it forgets. Only ever started by a
/// measurement.
@Configuration(proxyBeanMethods = false)
public class PlainRelay {

    /// Says that every event is safe and keeps none.
    static final class Forgetting implements Recorder {

        @Override
        public void append(UsageEvent event, Executor loop, Consumer<Answer> answer) {
            answer.accept(new Answer.Recorded());
        }
    }

    @Bean
    @Primary
    Recorder forgetting() {
        return new Forgetting();
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Class.forName(RelayApplication.class.getName()); // names its configuration file
        SpringApplication.run(new Class<?>[]{RelayApplication.class, PlainRelay.class}, args);
    }
}
