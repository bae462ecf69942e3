using FeedHandler.Host.Shell;
using Parquet;
using Parquet.Schema;

namespace FeedHandler.Host.Reports.Events;

/// <summary>
/// Events as rows of Parquet. Numbers and times are 64-bit integers, the order's id an unsigned one, prices exact decimals with nine places, flags
/// booleans, words and texts strings with a dictionary. What is not there is null.
/// </summary>
/// <param name="rowCountMax">How many rows a group has.</param>
internal sealed class ParquetCells(int rowCountMax) : IEventCells
{
    private const int PricePrecision = 19;
    private const byte PriceScale = 9;
    private readonly ParquetColumn[] _columns = [.. Enum.GetValues<EventColumn>().Select(column => Create(column, rowCountMax))];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _row = -1;

    /// <summary>The columns of the file.</summary>
    public ParquetSchema Schema => new([.. _columns.Select(static column => column.Field)]);

    /// <summary>How many rows there are.</summary>
    public int RowCount => _row + 1;

    /// <summary>How the file is written.</summary>
    public static ParquetOptions Options
    {
        get
        {
            ParquetOptions options = new();
            foreach (EventColumn column in Enum.GetValues<EventColumn>().Where(IsText))
                options.ColumnEncodingHints[EventColumns.NameOf(column).Value] = EncodingHint.Dictionary;
            return options;
        }
    }

    /// <summary>Begins a row.</summary>
    public void BeginRow() => _row++;

    /// <summary>Writes all rows as a group.</summary>
    public void Write(ParquetWriter writer)
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (ParquetColumn column in _columns) column.Write(group, RowCount);
        group.CompleteValidate();
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        foreach (ParquetColumn column in _columns) column.Clear();
        _row = -1;
    }

    /// <inheritdoc/>
    public void Number(EventColumn column, long value) => Of<long>(column)[_row] = value;

    /// <inheritdoc/>
    public void Id(EventColumn column, ulong value)
    {
        if (column is EventColumn.OrderId or EventColumn.Priority) Of<ulong>(column)[_row] = value;
        else Number(column, (long)value);
    }

    /// <inheritdoc/>
    public void WireTime(EventColumn column, ulong unixNs) => Time(column, (long)unixNs);

    /// <inheritdoc/>
    public void Time(EventColumn column, long unixNs)
    {
        if (unixNs != 0) Number(column, unixNs);
    }

    /// <inheritdoc/>
    public void Price(EventColumn column, long nano)
    {
        ulong magnitude = nano < 0 ? 0 - (ulong)nano : (ulong)nano;
        Of<decimal>(column)[_row] = new decimal((int)magnitude, (int)(magnitude >> 32), 0, nano < 0, PriceScale);
    }

    /// <inheritdoc/>
    public void Word(EventColumn column, string word) => Of<ReadOnlyMemory<char>>(column)[_row] = word.AsMemory();

    /// <inheritdoc/>
    public void Text(EventColumn column, ReadOnlySpan<char> text)
    {
        if (!_texts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out string? whole))
        {
            whole = text.ToString();
            _texts.Add(whole, whole);
        }

        Word(column, whole);
    }

    /// <inheritdoc/>
    public void True(EventColumn column) => Of<bool>(column)[_row] = true;

    private static bool IsText(EventColumn column) => column is EventColumn.Kind or EventColumn.Symbol or EventColumn.Action or EventColumn.Side
        or EventColumn.Aggressor or EventColumn.Statistic or EventColumn.TradingStatus;

    private static bool IsFlag(EventColumn column) => column is EventColumn.Assumed or EventColumn.Deleted or EventColumn.LastOfInstrument
        or EventColumn.EndOfEvent or EventColumn.InDoubt or EventColumn.Recovery or EventColumn.Restored;

    private static ParquetColumn Create(EventColumn column, int rowCountMax)
    {
        string name = EventColumns.NameOf(column).Value;
        if (IsText(column)) return new ParquetColumn<ReadOnlyMemory<char>>(new DataField<string>(name), rowCountMax);
        if (IsFlag(column)) return new ParquetColumn<bool>(new DataField<bool?>(name), rowCountMax);
        return column switch
        {
            EventColumn.Price => new ParquetColumn<decimal>(new DecimalDataField(name, PricePrecision, PriceScale, isNullable: true), rowCountMax),
            EventColumn.OrderId or EventColumn.Priority => new ParquetColumn<ulong>(new DataField<ulong?>(name), rowCountMax),
            _ => new ParquetColumn<long>(new DataField<long?>(name), rowCountMax),
        };
    }

    private ParquetColumn<T> Of<T>(EventColumn column)
        where T : struct => (ParquetColumn<T>)_columns[(int)column];
}
