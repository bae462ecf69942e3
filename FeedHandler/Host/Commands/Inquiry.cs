namespace FeedHandler.Host.Commands;

/// <summary>Somebody may ask at any time where the work stands (SIGUSR1); who can tell answers.</summary>
internal sealed class Inquiry
{
    private volatile Action? _answer;

    /// <summary>Answers while something runs.</summary>
    /// <param name="answer">Called on any thread.</param>
    /// <returns>Ends the answering when it is disposed.</returns>
    public IDisposable AnswerBy(Action answer)
    {
        _answer = answer;
        return new Answering(this);
    }

    /// <summary>Asks.</summary>
    /// <param name="terminal">Who is told that there is no answer yet; null in the process's first moments.</param>
    public void Ask(Terminal? terminal)
    {
        if (_answer is { } answer) answer();
        else (terminal?.Error ?? Console.Error).WriteLine("feedhandler: nothing to tell yet: SIGUSR1 tells where run stands, once its groups are joined");
    }

    private sealed class Answering(Inquiry inquiry) : IDisposable
    {
        public void Dispose() => inquiry._answer = null;
    }
}
