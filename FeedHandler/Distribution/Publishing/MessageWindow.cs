namespace FeedHandler.Distribution;

/// <summary>The messages of a channel that are under way: how many, up to which event each goes, and what became of them.</summary>
/// <param name="stream">Answers.</param>
/// <param name="options">How many, and how long an answer may take.</param>
/// <param name="counters">Takes what is counted.</param>
internal sealed class MessageWindow(IBrokerStream stream, PublishOptions options, PublishCounters counters)
{
    private readonly long[] _through = new long[options.InFlightMax];
    private long _sent;
    private long _answered;
    private long _answeredMs;

    /// <summary>The number of the next message.</summary>
    public long Next => _sent;

    /// <summary>How many are under way.</summary>
    public int Count => (int)(_sent - _answered);

    /// <summary>The last event that the broker is known to keep.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The position of the last message that it is known to keep.</summary>
    public long Position { get; private set; }

    /// <summary>Nothing is under way any more.</summary>
    /// <param name="acknowledged">The last event that the broker keeps.</param>
    /// <param name="position">The position of its message.</param>
    public void Restart(long acknowledged, long position)
    {
        stream.Restart();
        (_sent, _answered) = (0, 0);
        (Acknowledged, Position) = (acknowledged, position);
    }

    /// <summary>A message was sent.</summary>
    /// <param name="through">Its last event.</param>
    public void Note(long through)
    {
        if (Count == 0) _answeredMs = Environment.TickCount64;
        _through[_sent++ % _through.Length] = through;
    }

    /// <summary>Waits until one more may be sent.</summary>
    /// <exception cref="BrokerException">The broker does not answer, or refuses.</exception>
    public void WaitForRoom()
    {
        Take();
        while (Count == _through.Length)
        {
            stream.WaitForAnswer(options.AnswerMs);
            Take();
        }
    }

    /// <summary>Takes the answers that have come.</summary>
    /// <exception cref="BrokerException">The broker does not answer, or refuses.</exception>
    public void Take()
    {
        while (stream.TryTakeAnswer(out BrokerAnswer answer)) Take(answer);
        if (Count > 0 && Environment.TickCount64 - _answeredMs > options.AnswerMs)
            throw new BrokerException(FormattableString.Invariant($"{Count} messages were sent, and none was acknowledged for {options.AnswerMs} ms"));
    }

    private void Take(in BrokerAnswer answer)
    {
        _answeredMs = Environment.TickCount64;
        _answered++;
        if (answer.Outcome is BrokerOutcome.OutOfOrder or BrokerOutcome.Refused)
        {
            counters.Add(PublishCount.Refused);
            throw new BrokerException($"it did not take a message: {answer.Text}") { IsConflict = answer.Outcome == BrokerOutcome.OutOfOrder };
        }

        counters.Add(answer.Outcome == BrokerOutcome.Duplicate ? PublishCount.Duplicates : PublishCount.Acknowledged);
        Acknowledged = Math.Max(Acknowledged, _through[answer.Number % _through.Length]);
        Position = Math.Max(Position, answer.Position);
    }
}
