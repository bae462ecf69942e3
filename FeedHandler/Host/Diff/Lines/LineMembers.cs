using System.Text.Json;
using FeedHandler.Core.Events;
using FeedHandler.Engine;
using FeedHandler.Host.Reports;
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

    private static readonly Dictionary<LineMember, MemberForm> Forms = new()
    {
        [LineMember.Event] = MemberForm.Whole(1, long.MaxValue),
        [LineMember.Kind] = MemberForm.Word<EventKind>(EventWords.Of),
        [LineMember.Channel] = MemberForm.Whole(0, int.MaxValue),
        [LineMember.SecurityId] = Any,
        [LineMember.Assumed] = MemberForm.Switch,
        [LineMember.Depth] = Small,
        [LineMember.ImpliedDepth] = Small,
        [LineMember.Deleted] = MemberForm.Switch,
        [LineMember.Action] = MemberForm.Word<BookAction>(EventWords.Of),
        [LineMember.Side] = Side,
        [LineMember.Aggressor] = Side,
        [LineMember.Level] = Small,
        [LineMember.Price] = MemberForm.Price,
        [LineMember.Quantity] = Any,
        [LineMember.Orders] = Count,
        [LineMember.OrderId] = MemberForm.Unsigned,
        [LineMember.Statistic] = MemberForm.Word<StatisticKind>(EventWords.Of),
        [LineMember.TradingStatus] = MemberForm.Word<TradingStatus>(StatusWords.Of),
        [LineMember.Status] = Small,
        [LineMember.TradingEvent] = Count,
        [LineMember.Reason] = Any,
        [LineMember.TransactTimeNs] = MemberForm.Unsigned,
        [LineMember.RxNs] = MemberForm.Signed,
        [LineMember.SeqNum] = MemberForm.Packet,
        [LineMember.RptSeq] = MemberForm.Whole(0, uint.MaxValue),
        [LineMember.LastOfInstrument] = MemberForm.Switch,
        [LineMember.EndOfEvent] = MemberForm.Switch,
        [LineMember.InDoubt] = MemberForm.Switch,
        [LineMember.Recovery] = MemberForm.Switch,
    };

    private static readonly string[] Names = [.. Enum.GetNames<LineMember>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
    private static readonly Dictionary<string, LineMember> ByName = Enum.GetValues<LineMember>().ToDictionary(NameOf, StringComparer.Ordinal);

    private readonly long[] _values = new long[Names.Length];
    private readonly SymbolPool _symbols = new();
    private ulong _there;
    private ulong _met;

    /// <summary>The symbol; null when the line has none.</summary>
    public string? Symbol { get; private set; }

    /// <summary>The name of a member in JSON.</summary>
    public static string NameOf(LineMember member) => Names[(int)member];

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
    public bool TryTake(LineMember member, out long value)
    {
        ulong bit = 1UL << (int)member;
        bool isThere = (_there & bit) != 0;
        _there &= ~bit;
        value = isThere ? _values[(int)member] : 0;
        return isThere;
    }

    /// <summary>Takes a member, or what stands for one that is not there.</summary>
    public long Take(LineMember member, long otherwise) => TryTake(member, out long value) ? value : otherwise;

    /// <summary>Takes a member that every such line has.</summary>
    /// <exception cref="LineFault">It is not there.</exception>
    public long Take(LineMember member) => TryTake(member, out long value) ? value : throw new LineFault($"{NameOf(member)}: missing");

    /// <summary>Refuses a line with members that nobody took: they would be passed over.</summary>
    /// <param name="kind">What the line says it is.</param>
    /// <exception cref="LineFault">There is one.</exception>
    public void RequireAllTaken(EventKind kind)
    {
        foreach (LineMember member in Enum.GetValues<LineMember>())
        {
            if ((_there & (1UL << (int)member)) != 0) throw new LineFault($"{NameOf(member)}: no member of an event of kind {EventWords.Of(kind)}");
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        LineMember member = MemberAt(ref reader);
        ulong bit = 1UL << (int)member;
        if ((_met & bit) != 0) throw new LineFault($"{NameOf(member)}: there twice");
        _met |= bit;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return;
        if (member == LineMember.Symbol)
        {
            Symbol = _symbols.Read(ref reader) ?? throw new LineFault("symbol: not a text of at most 256 characters");
            return;
        }

        MemberForm form = Forms[member];
        if (!form.TryRead(ref reader, out _values[(int)member])) throw new LineFault($"{NameOf(member)}: not {form.Meaning}");
        _there |= bit;
    }

    private static LineMember MemberAt(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[NameCharsMax];
        if (reader.ValueSpan.Length <= NameCharsMax
            && ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..reader.CopyString(name)], out LineMember member)) return member;
        throw new LineFault($"{PlainText.Short(reader.GetString()!)}: no member of an event");
    }
}

/// <summary>What is wrong with a line.</summary>
/// <param name="message">Names the member.</param>
internal sealed class LineFault(string message) : Exception(message);
