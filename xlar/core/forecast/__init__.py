"""The cash forecast by week: who pays when, with a range and its test on the past."""

from xlar.core.forecast.backtest import BackTest
from xlar.core.forecast.report import By, ForecastReport, forecast

__all__ = ["BackTest", "By", "ForecastReport", "forecast"]
