namespace FeedHandler.Host.Shell;

/// <summary>What SIGHUP means to a command that reads something again: to all others it says that the terminal is gone.</summary>
internal sealed class HangUps
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

    /// <summary>Answers, where somebody does.</summary>
    /// <returns>Whether somebody did.</returns>
    public bool TryAnswer()
    {
        if (_answer is not { } answer) return false;
        answer();
        return true;
    }

    private sealed class Answering(HangUps hangUps) : IDisposable
    {
        public void Dispose() => hangUps._answer = null;
    }
}
