namespace FeedHandler.Host.Live;

/// <summary>
/// Writes where a live feed stands when somebody asks. One at a time: signals may follow each other faster than a report is written. After the first
/// it allocates nothing itself; what the runtime takes to deliver a signal is a few hundred bytes.
/// </summary>
/// <param name="tables">Reads the feed.</param>
/// <param name="output">Takes the reports.</param>
internal sealed class LiveSnapshot(LiveStatusTables tables, TextWriter output)
{
    private readonly Lock _writing = new();
    private readonly CharBuffer _text = new();

    /// <summary>Writes a report.</summary>
    public void Write()
    {
        lock (_writing)
        {
            _text.Clear();
            tables.Write(_text);
            _text.WriteTo(output);
        }
    }
}
