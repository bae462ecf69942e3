using Disruptor.Tests.Support;

namespace Disruptor.Tests.Handlers;

internal sealed class ReferenceHandlerTests
{
    private static readonly InvalidOperationException Cause = new("cause");

    private static IEnumerable<Action<IExceptionHandler<Box>>> Calls()
    {
        yield return handler => handler.HandleEventException(Cause, 1, new Box());
        yield return handler => handler.HandleEventException(Cause, 1, new EventBatch<Box>([new Box()], 0, 1));
        yield return handler => handler.HandleEventException(Cause, 1, default(EventBatch<Box>));
        yield return handler => handler.HandleOnTimeoutException(Cause, 1);
        yield return handler => handler.HandleOnStartException(Cause);
        yield return handler => handler.HandleOnShutdownException(Cause);
    }

    [TestCaseSource(nameof(Calls))]
    public void TheFatalHandlerThrowsTheCauseOn(Action<IExceptionHandler<Box>> call)
        => Assert.That(() => call(new FatalExceptionHandler<Box>()), Throws.TypeOf<ApplicationException>().With.InnerException.SameAs(Cause));

    [TestCaseSource(nameof(Calls))]
    public void TheIgnoringHandlerGoesOn(Action<IExceptionHandler<Box>> call)
        => Assert.That(() => call(new IgnoreExceptionHandler<Box>()), Throws.Nothing);

    [Test]
    public void AnAggregateCallsItsHandlersInOrder()
    {
        RecordingReferenceHandler first = new(), second = new();
        IEventHandler<Box> aggregate = new AggregateEventHandler<Box>(first, second);
        aggregate.OnStart();
        aggregate.OnEvent(new Box(), 7, endOfBatch: true);
        aggregate.OnShutdown();
        Assert.That(first.Calls, Is.EqualTo(new[] { "start", "event 7.", "shutdown" }));
        Assert.That(second.Calls, Is.EqualTo(first.Calls));
    }
}
