namespace Disruptor.Tests.Handlers;

public sealed class ValueFatalExceptionHandlerTests
{
    [Test]
    public void ThrowsEveryExceptionOnWithItsCause()
    {
        var cause = new InvalidOperationException("cause");
        var handler = new ValueFatalExceptionHandler<long>();
        Assert.That(() => HandleEvent(handler, cause), Throws.TypeOf<ApplicationException>().With.InnerException.SameAs(cause));
        Assert.That(() => handler.HandleOnTimeoutException(cause, 1), Throws.TypeOf<ApplicationException>().With.InnerException.SameAs(cause));
        Assert.That(() => handler.HandleOnStartException(cause), Throws.TypeOf<ApplicationException>().With.InnerException.SameAs(cause));
        Assert.That(() => handler.HandleOnShutdownException(cause), Throws.TypeOf<ApplicationException>().With.InnerException.SameAs(cause));
    }

    private static void HandleEvent(ValueFatalExceptionHandler<long> handler, Exception cause)
    {
        long data = 5;
        handler.HandleEventException(cause, 7, ref data);
    }
}
