using FeedHandler.Host.Diff.Lines;

namespace FeedHandler.Host.Diff.Sources;

/// <summary>The events of lines, as `--events` wrote them.</summary>
/// <param name="name">Names its thread.</param>
/// <param name="lines">The lines; disposed with this.</param>
/// <param name="instrumentsMax">How many instruments a channel can have.</param>
/// <param name="user">Stops it.</param>
internal sealed class LineSource(string name, LineStream lines, int instrumentsMax, CancellationToken user) : EventSource(name, user)
{
    private readonly LineParser _parser = new(instrumentsMax);

    /// <inheritdoc/>
    protected override void Produce()
    {
        while (!Stopped.IsCancellationRequested && lines.TryRead(out ReadOnlySpan<byte> line)) Add(Parse(line));
    }

    /// <inheritdoc/>
    protected override void Close() => lines.Dispose();

    private DiffEvent Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return _parser.Parse(line, lines.Number);
        }
        catch (LineFault fault)
        {
            throw lines.Fault(lines.IsOpenEnded ? $"cut off in the middle ({fault.Message})" : fault.Message);
        }
    }
}
