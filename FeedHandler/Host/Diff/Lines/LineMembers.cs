using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
using FeedHandler.Host.Reports.Events;
using FeedHandler.Replay;

namespace FeedHandler.Host.Diff.Lines;

/// <summary>The members of one line after the other, by name, in the same memory.</summary>
internal sealed class LineMembers
{
    private const int NameCharsMax = 32;
    private static readonly MemberForm Small = MemberForm.Whole(0, byte.MaxValue);
    private static readonly MemberForm Any = MemberForm.Whole(long.MinValue, long.MaxValue);
    private static readonly MemberForm Count = MemberForm.Whole(int.MinValue, int.MaxValue);
    private static readonly MemberForm Side = MemberForm.Word<BookSide>(EventWords.Of);

    private static readonly Dictionary<EventColumn, MemberForm> Forms = new()
    {
        [EventColumn.Event] = MemberForm.Whole(1, long.MaxValue),
        [EventColumn.Kind] = MemberForm.Word<EventKind>(EventWords.Of),
        [EventColumn.Channel] = MemberForm.Whole(0, int.MaxValue),
        [EventColumn.SecurityId] = Any,
        [EventColumn.Assumed] = MemberForm.Switch,
        [EventColumn.Depth] = Small,
        [EventColumn.ImpliedDepth] = Small,
        [EventColumn.Deleted] = MemberForm.Switch,
        [EventColumn.Action] = MemberForm.Word<BookAction>(EventWords.Of),
        [EventColumn.Side] = Side,
        [EventColumn.Aggressor] = Side,
        [EventColumn.Level] = Small,
        [EventColumn.Price] = MemberForm.Price,
        [EventColumn.Quantity] = Any,
        [EventColumn.Orders] = Count,
        [EventColumn.OrderId] = MemberForm.Unsigned,
        [EventColumn.Priority] = MemberForm.Unsigned,
        [EventColumn.Statistic] = MemberForm.Word<StatisticKind>(EventWords.Of),
        [EventColumn.TradingStatus] = MemberForm.Word<TradingStatus>(StatusWords.Of),
        [EventColumn.Status] = Small,
        [EventColumn.TradingEvent] = Count,
        [EventColumn.Reason] = Any,
        [EventColumn.TransactTimeNs] = MemberForm.Unsigned,
        [EventColumn.RxNs] = MemberForm.Signed,
        [EventColumn.SeqNum] = MemberForm.Packet,
        [EventColumn.RptSeq] = MemberForm.Whole(0, uint.MaxValue),
        [EventColumn.LastOfInstrument] = MemberForm.Switch,
        [EventColumn.EndOfEvent] = MemberForm.Switch,
        [EventColumn.InDoubt] = MemberForm.Switch,
        [EventColumn.Recovery] = MemberForm.Switch,
        [EventColumn.Restored] = MemberForm.Switch,
    };

    private static readonly string[] Names = [.. Enum.GetNames<EventColumn>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly Dictionary<string, EventColumn> ByName = Enum.GetValues<EventColumn>().ToDictionary(NameOf, StringComparer.Ordinal);

    private readonly long[] _values = new long[Names.Length];
    private readonly SymbolPool _symbols = new();
    private ulong _there;
    private ulong _met;

    /// <summary>The symbol; null when the line has none.</summary>
    public string? Symbol { get; private set; }

    /// <summary>The name of a member in JSON.</summary>
    public static string NameOf(EventColumn member) => Names[(int)member];

    /// <summary>Reads all members of a line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <exception cref="LineFault">It is no such line.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public void Read(ReadOnlySpan<byte> line)
    {
        (_there, _met, Symbol) = (0, 0, null);
        Utf8JsonReader reader = new(line, new JsonReaderOptions { MaxDepth = 1 });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new LineFault("not a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMember(ref reader);
        if (reader.Read()) throw new LineFault("something stands behind its object");
    }

    /// <summary>Takes a member that may be there.</summary>
    public bool TryTake(EventColumn member, out long value)
    {
        ulong bit = 1UL << (int)member;
        bool isThere = (_there & bit) != 0;
        _there &= ~bit;
        value = isThere ? _values[(int)member] : 0;
        return isThere;
    }

    /// <summary>Takes a member, or what stands for one that is not there.</summary>
    public long Take(EventColumn member, long otherwise) => TryTake(member, out long value) ? value : otherwise;

    /// <summary>Takes a member that every such line has.</summary>
    /// <exception cref="LineFault">It is not there.</exception>
    public long Take(EventColumn member) => TryTake(member, out long value) ? value : throw new LineFault($"{NameOf(member)}: missing");

    /// <summary>Refuses a line with members that nobody took: they would be passed over.</summary>
    /// <param name="kind">What the line says it is.</param>
    /// <exception cref="LineFault">There is one.</exception>
    public void RequireAllTaken(EventKind kind)
    {
        foreach (EventColumn member in Enum.GetValues<EventColumn>())
        {
            if ((_there & (1UL << (int)member)) != 0) throw new LineFault($"{NameOf(member)}: no member of an event of kind {EventWords.Of(kind)}");
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        EventColumn member = MemberAt(ref reader);
        ulong bit = 1UL << (int)member;
        if ((_met & bit) != 0) throw new LineFault($"{NameOf(member)}: there twice");
        _met |= bit;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (member == EventColumn.Symbol)
        {
            Symbol = _symbols.Read(ref reader) ?? throw new LineFault("symbol: not a text of at most 256 characters");
            return;
        }

        MemberForm form = Forms[member];
        if (!form.TryRead(ref reader, out _values[(int)member])) throw new LineFault($"{NameOf(member)}: not {form.Meaning}");
        _there |= bit;
    }

    private static EventColumn MemberAt(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[NameCharsMax];
        if (reader.ValueSpan.Length <= NameCharsMax
            && ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..reader.CopyString(name)], out EventColumn member)) return member;
        throw new LineFault($"{PlainText.Short(reader.GetString()!)}: no member of an event");
    }
}

/// <summary>What is wrong with a line.</summary>
/// <param name="message">Names the member.</param>
internal sealed class LineFault(string message) : Exception(message);
