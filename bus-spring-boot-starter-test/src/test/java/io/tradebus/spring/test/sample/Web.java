package io.tradebus.spring.test.sample;

import org.springframework.stereotype.Component;

/** Has nothing to do with the bus. */
@Component
public class Web {}
