using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FeedHandler.Distribution;
using NATS.Client.Core;

namespace FeedHandler.Nats;

/// <summary>Takes acknowledgements of a stream, by subjects of which one is for each message under way. For one thread.</summary>
internal sealed class AckInbox : IDisposable
{
    private readonly NatsLink _link;
    private readonly string _prefix;
    private readonly INatsSub<BrokerAnswer> _subscription;
    private string[] _subjects;
    private long _life;

    /// <summary>Subscribes.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="count">Messages under way at most.</param>
    public AckInbox(NatsLink link, int count)
    {
        _link = link;
        _prefix = $"{link.Connection.Opts.InboxPrefix}.{Guid.NewGuid():N}"; // not the client's own, which it sorts by itself
        _subscription = link.Ask(link.Connection.SubscribeCoreAsync($"{_prefix}.*.*", serializer: new AckReader()));
        _subjects = new string[count];
    }

    /// <summary>The subject of the answer of a message.</summary>
    public string SubjectOf(int slot) => _subjects[slot] ??= string.Create(CultureInfo.InvariantCulture, $"{_prefix}.{_life}.{slot}");

    /// <summary>Answers of before are none any more.</summary>
    public void Restart()
    {
        _life++;
        _subjects = new string[_subjects.Length];
    }

    /// <summary>Takes an answer.</summary>
    public bool TryTake(out BrokerAnswer answer)
    {
        while (_subscription.Msgs.TryRead(out NatsMsg<BrokerAnswer> message))
        {
            ReadOnlySpan<char> tokens = message.Subject.AsSpan(_prefix.Length + 1);
            int dot = tokens.IndexOf('.');
            if (dot < 0 || !long.TryParse(tokens[..dot], CultureInfo.InvariantCulture, out long life) || life != _life) continue;
            answer = message.Headers?.Code == NoResponders ? new BrokerAnswer(0, BrokerOutcome.Refused, 0, "no stream takes it") : message.Data;
            answer = answer with { Number = long.Parse(tokens[(dot + 1)..], CultureInfo.InvariantCulture) };
            return true;
        }

        answer = default;
        return false;
    }

    /// <summary>Waits until there may be one.</summary>
    public void Wait(int timeoutMs)
    {
        ValueTask<bool> wait = _subscription.Msgs.WaitToReadAsync();
        if (!wait.IsCompleted) wait.AsTask().Wait(timeoutMs);
    }

    /// <inheritdoc/>
    public void Dispose() => _ = _subscription.UnsubscribeAsync().AsTask();

    private const int NoResponders = 503;
}

/// <summary>Reads what JetStream answers to a message.</summary>
internal sealed class AckReader : INatsDeserialize<BrokerAnswer>
{
    private const int WrongLastId = 10070;
    private const int WrongLastSequence = 10071;

    /// <inheritdoc/>
    public BrokerAnswer Deserialize(in ReadOnlySequence<byte> buffer)
    {
        Utf8JsonReader reader = new(buffer);
        (long position, bool isDuplicate, int error, string? text) = (0, false, 0, null);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                if (reader.ValueTextEquals("seq"u8) && reader.Read()) position = reader.GetInt64();
                else if (reader.ValueTextEquals("duplicate"u8) && reader.Read()) isDuplicate = reader.GetBoolean();
                else if (reader.ValueTextEquals("err_code"u8) && reader.Read()) error = reader.GetInt32();
                else if (reader.ValueTextEquals("description"u8) && reader.Read()) text = reader.GetString();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
        {
            return new BrokerAnswer(0, BrokerOutcome.Refused, 0, "an answer that is none of JetStream");
        }

        BrokerOutcome outcome = error is WrongLastId or WrongLastSequence ? BrokerOutcome.OutOfOrder
            : text is not null || position == 0 ? BrokerOutcome.Refused
            : isDuplicate ? BrokerOutcome.Duplicate : BrokerOutcome.Kept;
        return new BrokerAnswer(0, outcome, position, text);
    }
}
