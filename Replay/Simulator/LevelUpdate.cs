using FeedHandler.Core.Events;

namespace FeedHandler.Replay.Simulator;

/// <summary>One book entry to be published; <see cref="BookSide.None"/> empties the whole book of the instrument (entry type 'J').</summary>
internal readonly record struct LevelUpdate(SimulatedInstrument Instrument, BookSide Side, BookAction Action, int Level, SimulatedLevel Value)
{
    public static LevelUpdate Reset(SimulatedInstrument instrument) => new(instrument, BookSide.None, BookAction.New, 0, default);
}
