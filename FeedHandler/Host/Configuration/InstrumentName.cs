namespace FeedHandler.Host.Configuration;

/// <summary>An instrument as somebody named it where nobody knows them all: an id or symbol, also behind the number of a channel and a colon.</summary>
/// <param name="Symbol">What was typed, which may be a symbol that has a colon.</param>
/// <param name="Id">The same as an id; null where it is none.</param>
/// <param name="ChannelId">The channel before the colon.</param>
/// <param name="InChannel">What is behind the colon; empty where no channel was named.</param>
/// <param name="IdInChannel">The same as an id; null where it is none.</param>
internal sealed record InstrumentName(string Symbol, long? Id, int ChannelId, string InChannel, long? IdInChannel)
{
    /// <summary>Whether it can be told without symbols.</summary>
    public bool IsById => Id is not null || IdInChannel is not null;

    /// <summary>Reads what was typed.</summary>
    /// <param name="name">As <see cref="InstrumentChoice.All"/> takes it.</param>
    public static InstrumentName Read(string name)
    {
        name = name.TrimEnd(' '); // blanks fill a symbol up at its end
        bool hasChannel = InstrumentChoice.TrySplit(name, out int channelId, out string rest);
        return new InstrumentName(name, InstrumentChoice.IdOf(name), channelId, hasChannel ? rest : "", hasChannel ? InstrumentChoice.IdOf(rest) : null);
    }

    /// <summary>Whether an instrument is called so.</summary>
    /// <param name="channelId">Its channel at the venue.</param>
    /// <param name="securityId">Its id.</param>
    /// <param name="symbol">Its symbol; empty where none was told.</param>
    public bool IsOf(int channelId, long securityId, ReadOnlySpan<char> symbol) => Is(Symbol, Id, securityId, symbol)
        || (InChannel.Length > 0 && channelId == ChannelId && Is(InChannel, IdInChannel, securityId, symbol));

    private static bool Is(string named, long? id, long securityId, ReadOnlySpan<char> symbol) =>
        id == securityId || (!symbol.IsEmpty && symbol.Equals(named, StringComparison.OrdinalIgnoreCase));
}
