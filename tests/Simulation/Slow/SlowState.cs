namespace FeedHandler.Simulation.Slow;

/// <summary>What can be known of a channel after a packet. It is never changed: the next packet makes another.</summary>
internal sealed class SlowState
{
    private readonly Dictionary<int, SlowInstrument> _instruments;
    private readonly HashSet<int> _own = []; // those that are no other state's

    /// <param name="isFromStart">Whether no packet of the session is missing so far.</param>
    public SlowState(bool isFromStart) => (_instruments, IsFromStart) = ([], isFromStart);

    private SlowState(SlowState before) => (_instruments, IsFromStart) = (new(before._instruments), before.IsFromStart);

    public bool IsFromStart { get; private set; }

    public SlowInstrument? Find(int securityId) => _instruments.GetValueOrDefault(securityId);

    /// <summary>The first state of a sequence that started again: what instruments are is known from before, and nothing of their books.</summary>
    /// <param name="isFromStart">Whether no packet of the session is missing so far.</param>
    public SlowState Again(bool isFromStart)
    {
        SlowState next = new(isFromStart);
        foreach ((int id, SlowInstrument instrument) in _instruments)
        {
            if (instrument.Definition is { } definition) next.Own(id).Apply(definition with { Status = null });
        }

        return next;
    }

    /// <summary>The state behind the next packet.</summary>
    /// <param name="said">What it says; null when it was lost.</param>
    public SlowState Next(IReadOnlyList<Said>? said)
    {
        SlowState next = new(this);
        if (said is null) next.Lose();
        else foreach (Said one in said) next.Apply(one);
        return next;
    }

    /// <summary>The same with what a loop says of it.</summary>
    public SlowState With(Action<SlowState> heal)
    {
        SlowState next = new(this);
        heal(next);
        return next;
    }

    /// <summary>An instrument, to be changed.</summary>
    public SlowInstrument Own(int securityId)
    {
        if (!_instruments.TryGetValue(securityId, out SlowInstrument? instrument)) instrument = new SlowInstrument(IsFromStart);
        else if (!_own.Contains(securityId)) instrument = instrument.Copy();
        _own.Add(securityId);
        return _instruments[securityId] = instrument;
    }

    /// <summary>Takes a definition; an id with another symbol is another instrument.</summary>
    public void Apply(DefinitionSaid said)
    {
        bool isOther = Find(said.SecurityId)?.Definition is { } before && before.Symbol != said.Symbol;
        if (said.Action == 'D' || isOther) _instruments.Remove(said.SecurityId);
        if (said.Action != 'D') Own(said.SecurityId).Apply(said);
    }

    // What is heard of later is empty then, too.
    private void Reset()
    {
        IsFromStart = true;
        foreach (int id in _instruments.Keys.ToArray()) Own(id).Reset();
    }

    private void Lose()
    {
        IsFromStart = false;
        foreach (int id in _instruments.Keys.ToArray()) Own(id).Lose();
    }

    private void Apply(Said one)
    {
        switch (one)
        {
            case LevelSaid said: Own(said.SecurityId).Apply(said); break;
            case OrderSaid said: Own(said.SecurityId).Apply(said); break;
            case TradeSaid said: Own(said.SecurityId).Apply(said); break;
            case VolumeSaid said: Own(said.SecurityId).Apply(said); break;
            case StatisticSaid said: Own(said.SecurityId).Apply(said); break;
            case LimitsSaid said: Own(said.SecurityId).Apply(said); break;
            case DefinitionSaid said: Apply(said); break;
            case StatusSaid said: Apply(said); break;
            case ResetSaid: Reset(); break;
            default: break; // a snapshot is of its own feed
        }
    }

    private void Apply(StatusSaid said)
    {
        if (said.SecurityId is { } own)
        {
            Own(own).Apply(said, isOwn: true, isSure: true);
            return;
        }

        foreach (int id in _instruments.Keys.ToArray())
        {
            DefinitionSaid? definition = Find(id)!.Definition;
            bool isMeant = definition is not null && (said.Asset.Length > 0 ? definition.Asset == said.Asset : definition.Group == said.Group);
            if (isMeant || definition is null) Own(id).Apply(said, isOwn: false, isSure: isMeant);
        }
    }
}
