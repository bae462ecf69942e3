using System.CommandLine;
using FeedHandler.Engine;
using FeedHandler.Host.Configuration;
using FeedHandler.Host.Shell;

namespace FeedHandler.Host.Bench;

/// <summary>The arguments of `bench` that say how the mode ring goes through its ring.</summary>
internal sealed class RingArguments
{
    private readonly Option<string?> _wait = Options.Choice(
        "--wait", "With ring: how the strategy waits (default busy with a core to spare, else yielding)", WaitKinds.Names);

    private readonly Option<long?> _size =
        Options.Number("--ring-size", "With ring: slots of the ring, a power of two (default 65536)", 2, PipelineOptions.RingSizeMax);

    private readonly Option<long?> _core =
        Options.Number("--strategy-core", "With ring: pin the strategy's thread to this core (default: not pinned)", 0, 8191);

    /// <summary>Adds the arguments to a command.</summary>
    public RingArguments(Command command)
    {
        foreach (Option option in (Option[])[_wait, _size, _core]) command.Add(option);
    }

    /// <summary>How to go through the ring.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">What else is said of the pipeline.</param>
    /// <exception cref="UsageException">A value makes no sense, or nothing goes through a ring.</exception>
    public (PipelineOptions Pipeline, int? StrategyCore) Read(ParseResult parsed, PipelineOptions options)
    {
        int size = (int)(parsed.GetValue(_size) ?? PipelineOptions.RingSizeDefault);
        if (!int.IsPow2(size)) throw new UsageException($"{_size.Name} {size}: not a power of two, give such as 65536");
        int? core = (int?)parsed.GetValue(_core);
        if (core is { } asked) CoreChoice.Require(_core.Name, asked);
        if (core is not null && core == options.FeedCore)
            throw new UsageException($"core {core} is given to two threads, which would wait for each other: give each its own");
        WaitKind wait = parsed.GetValue(_wait) is { } name ? WaitKinds.Parse(name)
            : Environment.ProcessorCount > 1 ? WaitKind.Busy : WaitKind.Yielding;
        return (options with { Wait = wait, RingSize = size }, core);
    }
}
