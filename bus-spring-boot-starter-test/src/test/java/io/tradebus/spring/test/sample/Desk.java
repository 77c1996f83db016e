package io.tradebus.spring.test.sample;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with a listener, a converter, and something else. */
@SpringBootApplication
public class Desk {}
