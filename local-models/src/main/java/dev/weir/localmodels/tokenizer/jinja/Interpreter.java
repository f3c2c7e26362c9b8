package dev.weir.localmodels.tokenizer.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs statements. */
final class Interpreter {

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Evaluator evaluator;
    private final PythonText pythonText;
    private StringBuilder out = new StringBuilder();

    Interpreter(Budget budget) {
        this.budget = budget;
        this.evaluator = new Evaluator(budget);
        this.pythonText = new PythonText(budget);
    }

    String render(List<Statement> template, Scope scope) {
        run(template, scope);
        return out.toString();
    }

    private Flow run(List<Statement> statements, Scope scope) {
        for (Statement statement : statements) {
            budget.enter();
            Flow flow = run(statement, scope);
            budget.leave();
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow run(Statement statement, Scope scope) {
        return switch (statement) {
            case Statement.Data(String text) -> write(text);
            case Statement.Print(Expression value) -> write(pythonText.print(evaluator.evaluate(value, scope)));
            case Statement.If(List<Statement.Branch> branches) -> choose(branches, scope);
            case Statement.For loop -> loop(loop, scope);
            case Statement.Set(List<Statement.Target> targets, Expression value) ->
                assign(targets, evaluator.evaluate(value, scope), scope);
            case Statement.SetBlock(Statement.Target target, List<Statement> body) ->
                assign(List.of(target), new Value.Text(captured(body, scope.inner())), scope);
            case Statement.Macro macro -> define(macro, scope);
            case Statement.FilterBlock(List<Expression.Filter> filters, List<Statement> body) ->
                filtered(filters, body, scope);
            case Statement.Block(List<Statement> body) -> run(body, scope);
            case Statement.Break _ -> Flow.BREAK;
            case Statement.Continue _ -> Flow.CONTINUE;
        };
    }

    private Flow write(String text) {
        budget.spendText((long) out.length() + text.length() > Budget.MOST_CHARACTERS ? Long.MAX_VALUE : text.length());
        out.append(text);
        return Flow.ON;
    }

    private Flow choose(List<Statement.Branch> branches, Scope scope) {
        for (Statement.Branch branch : branches) {
            if (Operators.isTrue(evaluator.evaluate(branch.condition(), scope))) {
                return run(branch.body(), scope);
            }
        }
        return Flow.ON;
    }

    private Flow loop(Statement.For loop, Scope scope) {
        List<Value> items = new ArrayList<>();
        for (Value item : evaluator.operators().items(evaluator.evaluate(loop.items(), scope))) {
            budget.spend(1);
            Scope inner = scope.inner();
            bind(loop.targets(), item, inner);
            if (loop.only().isEmpty()
                    || Operators.isTrue(evaluator.evaluate(loop.only().get(), inner))) {
                items.add(item);
            }
        }
        for (int index = 0; index < items.size(); index++) {
            budget.spend(1);
            Scope inner = scope.inner();
            bind(loop.targets(), items.get(index), inner);
            inner.set("loop", position(items, index));
            if (run(loop.body(), inner) == Flow.BREAK) {
                break;
            }
        }
        return items.isEmpty() ? run(loop.otherwise(), scope) : Flow.ON;
    }

    private void bind(List<String> targets, Value item, Scope scope) {
        if (targets.size() == 1) {
            scope.set(targets.getFirst(), item);
            return;
        }
        List<Value> parts = parts(item, targets.size());
        for (int i = 0; i < targets.size(); i++) {
            scope.set(targets.get(i), parts.get(i));
        }
    }

    private List<Value> parts(Value value, int expected) {
        List<Value> parts = evaluator.operators().items(value);
        if (parts.size() != expected) {
            throw new TemplateFailure("%d values are given to %d names".formatted(parts.size(), expected));
        }
        return parts;
    }

    private static Value position(List<Value> items, int index) {
        int length = items.size();
        Map<String, Value> loop = new LinkedHashMap<>();
        loop.put("index", new Value.Whole(index + 1L));
        loop.put("index0", new Value.Whole(index));
        loop.put("revindex", new Value.Whole((long) length - index));
        loop.put("revindex0", new Value.Whole(length - index - 1L));
        loop.put("first", new Value.Flag(index == 0));
        loop.put("last", new Value.Flag(index == length - 1));
        loop.put("length", new Value.Whole(length));
        if (index > 0) {
            loop.put("previtem", items.get(index - 1));
        }
        if (index < length - 1) {
            loop.put("nextitem", items.get(index + 1));
        }
        return Value.mapping(loop);
    }

    private Flow assign(List<Statement.Target> targets, Value value, Scope scope) {
        List<Value> parts = targets.size() == 1 ? List.of(value) : parts(value, targets.size());
        for (int i = 0; i < targets.size(); i++) {
            assign(targets.get(i), parts.get(i), scope);
        }
        return Flow.ON;
    }

    private static void assign(Statement.Target target, Value value, Scope scope) {
        Optional<String> attribute = target.attribute();
        if (attribute.isEmpty()) {
            scope.set(target.name(), value);
        } else if (scope.get(target.name()) instanceof Value.Namespace(Map<String, Value> attributes)) {
            attributes.put(attribute.get(), value);
        } else {
            throw new TemplateFailure("`" + target.name() + "` is no namespace, so it cannot be changed");
        }
    }

    private Flow define(Statement.Macro macro, Scope scope) {
        Value.Function function = arguments -> {
            Scope inner = scope.inner();
            for (int i = 0; i < macro.parameters().size(); i++) {
                String name = macro.parameters().get(i).getKey();
                Optional<Expression> fallback = macro.parameters().get(i).getValue();
                inner.set(
                        name,
                        arguments
                                .optional(i, name)
                                .orElseGet(() -> fallback.map(expression -> evaluator.evaluate(expression, inner))
                                        .orElse(new Value.Undefined(name))));
            }
            return new Value.Text(captured(macro.body(), inner));
        };
        scope.set(macro.name(), function);
        return Flow.ON;
    }

    private Flow filtered(List<Expression.Filter> filters, List<Statement> body, Scope scope) {
        Value value = new Value.Text(captured(body, scope.inner()));
        for (Expression.Filter filter : filters) {
            value = evaluator.filter(filter.name(), value, filter.arguments(), scope);
        }
        return write(pythonText.print(value));
    }

    private String captured(List<Statement> body, Scope scope) {
        StringBuilder outer = out;
        out = new StringBuilder();
        try {
            run(body, scope);
            return out.toString();
        } finally {
            out = outer;
        }
    }
}
