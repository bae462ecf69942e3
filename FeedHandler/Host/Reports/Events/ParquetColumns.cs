using Parquet;
using Parquet.Schema;

namespace FeedHandler.Host.Reports.Events;

/// <summary>The values of one column of a row group.</summary>
internal abstract class ParquetColumn
{
    /// <summary>What the file says of it.</summary>
    public abstract DataField Field { get; }

    /// <summary>Writes the values of the first rows.</summary>
    public abstract void Write(ParquetRowGroupWriter group, int rowCount);

    /// <summary>Forgets all values.</summary>
    public abstract void Clear();
}

/// <summary>A column of a type; a value that was not given is null.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="dataField">What the file says of it.</param>
/// <param name="rowCountMax">How many rows a group has.</param>
internal sealed class ParquetColumn<T>(DataField dataField, int rowCountMax) : ParquetColumn
    where T : struct
{
    private readonly T?[] _values = new T?[rowCountMax];

    /// <inheritdoc/>
    public override DataField Field => dataField;

    /// <summary>The value of a row.</summary>
    public T? this[int row]
    {
        set => _values[row] = value;
    }

    /// <inheritdoc/>
    public override void Write(ParquetRowGroupWriter group, int rowCount) =>
        group.WriteAsync<T>(dataField, _values.AsMemory(0, rowCount)).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Clear() => Array.Clear(_values);
}
