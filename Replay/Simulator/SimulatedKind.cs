namespace FeedHandler.Replay.Simulator;

/// <summary>The kind of a simulated instrument; it decides the template of its definition.</summary>
public enum SimulatedKind
{
    /// <summary>A future (template 54).</summary>
    Future,

    /// <summary>A calendar spread of two futures (template 56); its prices may be negative.</summary>
    Spread,

    /// <summary>An option (template 55).</summary>
    Option,
}
